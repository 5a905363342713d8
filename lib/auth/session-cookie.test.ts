import { hkdfSync, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { encode } from "next-auth/jwt";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Reads a cookie's content, by our code and by next-auth, in a process that starts with these secrets. */
async function startedWith(current: string, previous = "") {
  vi.stubEnv("AUTH_SECRET", current);
  vi.stubEnv("AUTH_SECRET_PREVIOUS", previous);
  vi.resetModules();
  const { decryptCookie } = await import("./session-cookie.ts");
  const { authOptions } = await import("./next-auth.ts");
  const { jwt, secret = "" } = authOptions({});
  return {
    read: async (cookie: string) => {
      const [ours, theirs] = await Promise.all([
        decryptCookie(cookie),
        jwt?.decode?.({ token: cookie, secret }) ?? null,
      ]);
      expect(ours).toEqual(theirs);
      return ours?.sid;
    },
    // next-auth encrypts with its own `encode` under this secret.
    write: () => encode({ token: { sid: "seven" }, secret }),
  };
}

const newSecret = () => randomBytes(48).toString("base64url");

test("a cookie of the previous secret can be read while that secret is kept; new ones use the current secret", async () => {
  const [old, next] = [newSecret(), newSecret()];
  const before = await (await startedWith(old)).write();
  const rotating = await startedWith(next, old);
  expect(await rotating.read(before)).toBe("seven");
  const after = await rotating.write();
  const rotated = await startedWith(next);
  expect(await rotated.read(after)).toBe("seven");
  expect(await rotated.read(before)).toBeUndefined();
});

test("a cookie of a third secret is refused, also while two are accepted", async () => {
  const foreign = await (await startedWith(newSecret())).write();
  expect(await (await startedWith(newSecret(), newSecret())).read(foreign)).toBeUndefined();
});

type Jose = {
  EncryptJWT: new (
    said: Record<string, unknown>,
  ) => { setProtectedHeader: (header: object) => { encrypt: (key: Uint8Array) => Promise<string> } };
};
const { EncryptJWT } = createRequire(createRequire(import.meta.url).resolve("next-auth/jwt"))("jose") as Jose;

test.each([
  { alg: "dir", enc: "A128CBC-HS256" },
  { alg: "A256KW", enc: "A256GCM" },
])("a cookie encrypted by $alg and $enc is refused even with our key", async (header) => {
  const secret = newSecret();
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32));
  const write = (algorithms: object) =>
    new EncryptJWT({ sid: "seven" }).setProtectedHeader(algorithms).encrypt(key);
  const { read } = await startedWith(secret);
  expect(await read(await write({ alg: "dir", enc: "A256GCM" }))).toBe("seven");
  expect(await read(await write(header))).toBeUndefined();
  expect(await read("no cookie of ours")).toBeUndefined();
});

test("over https the name of each sign-in cookie restricts it to its host", async () => {
  vi.stubEnv("PUBLIC_URL", "https://crm.example.com");
  await startedWith(newSecret());
  const { authOptions } = await import("./next-auth.ts");
  const { sessionToken, callbackUrl } = authOptions({}).cookies ?? {};
  for (const cookie of [sessionToken, callbackUrl]) {
    expect(cookie?.name).toMatch(/^__Host-/);
    expect(cookie?.options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  }
});
