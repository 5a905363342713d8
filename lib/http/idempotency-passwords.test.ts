import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { isSecretField } from "#lib/core/secret-fields.ts";
import { read, shareState } from "#lib/core/transact.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { call } from "#testing/api.ts";
import { cookieOf, headersWith, letPass } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { createUserAction } from "../../app/(crm)/settings/actions.ts";
import { POST as postPassword } from "../../app/api/v1/me/password/route.ts";
import { POST as postProof } from "../../app/api/v1/me/reauthenticate/route.ts";
import { POST as postUser } from "../../app/api/v1/users/route.ts";
import { contracts } from "./contract/registry.ts";
import { openApiDocument } from "./openapi.ts";
import { pageIdentityOf } from "./page-identity.ts";

// Next gives a request's cookies only inside its own server. The session in them is a real one.
const request = vi.hoisted(() => ({ cookie: "", headers: {} as Record<string, string> }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (name === "locale" ? undefined : { value: request.cookie }),
  }),
  headers: async () => new Headers(request.headers),
}));

/** The number of open transactions of callers each time a password was checked or hashed. */
const seen = vi.hoisted(() => ({ running: [] as number[] }));
vi.mock("#lib/auth/password.ts", async (original) => {
  const actual = await original<typeof import("#lib/auth/password.ts")>();
  const hashPassword: typeof actual.hashPassword = (password) => {
    seen.running.push(shareState().running);
    return actual.hashPassword(password);
  };
  return { ...actual, hashPassword };
});

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

async function signedIn() {
  const person = { email: `${randomUUID()}@test.example`, password: randomUUID() as string };
  const account = { ...person, name: "Olena", role: "admin" } as const;
  await createUser(workspace.job, account, { mustChangePassword: false });
  const opened = await signIn(person, {});
  return { ...person, id: opened.id, headers: headersWith(await cookieOf(opened)) };
}

describe("a request whose only content is a secret", () => {
  test("a second password under a used key is set, and not answered like the first", async () => {
    const { email, password, headers } = await signedIn();
    const keyed = { ...headers, "idempotency-key": "one" };
    const [second, third] = [randomUUID(), randomUUID()];
    const change = (current: string, next: string) =>
      call(postPassword, "POST", { headers: keyed, body: { current, password: next } });
    expect((await change(password, second)).status).toBe(204);
    expect((await change(second, third)).status).toBe(204);
    expect(await signIn({ email, password: third }, {})).toBeDefined();
    await expect(signIn({ email, password: second }, {})).rejects.toMatchObject({ status: 401 });
  });

  test("a wrong password under a used key proves nothing", async () => {
    const { id, password, headers } = await signedIn();
    const keyed = { ...headers, "idempotency-key": "two" };
    const prove = (given: string) => call(postProof, "POST", { headers: keyed, body: { password: given } });
    expect((await prove(password)).status).toBe(204);
    await letPass(id, "authenticatedAt", 3600);
    expect((await prove("wrong")).status).toBe(422);
  });

  test("stores no key, and is hashed while no transaction is open", async () => {
    const { password, headers } = await signedIn();
    const keyed = { ...headers, "idempotency-key": "three" };
    seen.running.length = 0;
    await call(postPassword, "POST", { headers: keyed, body: { current: password, password: randomUUID() } });
    expect(seen.running).toEqual([0]);
    expect(await read(workspace.job, (tx) => tx.select().from(idempotencyKeys))).toEqual([]);
  });

  test("is every operation with no other content, and its documentation says so", () => {
    const secretOnly = contracts.filter(({ contract: { method, params, body } }) => {
      const { properties = {} } = (
        body ? z.toJSONSchema(body, { io: "input", unrepresentable: "any" }) : {}
      ) as {
        properties?: object;
      };
      const names = Object.keys(properties);
      return method === "POST" && !params && names.length > 0 && names.every(isSecretField);
    });
    expect(secretOnly.map(({ contract: { path } }) => path).sort()).toEqual([
      "/me/password",
      "/me/reauthenticate",
    ]);
    const { paths } = openApiDocument() as {
      paths: Record<string, { post: { description: string; parameters: { name: string }[] } }>;
    };
    for (const { contract } of secretOnly) {
      const documented = Object.entries(paths).find(([path]) => path.endsWith(contract.path))?.[1].post;
      expect(documented?.description).toContain("Idempotency-Key");
      expect(documented?.parameters?.map(({ name }) => name) ?? []).not.toContain("Idempotency-Key");
    }
  });
});

describe("a new person's password is hashed while no transaction is open", () => {
  const newPerson = () => ({
    email: `${randomUUID()}@test.example`,
    name: "Olha",
    role: "operator" as const,
    password: randomUUID() as string,
  });

  test("for POST /users with an Idempotency-Key, which creates one account", async () => {
    const { key } = await createApiKey(workspace.job, { name: "admin", scope: "admin" });
    const [body, headers] = [newPerson(), { "idempotency-key": randomUUID() }];
    const post = () => call(postUser, "POST", { bearer: `Bearer ${key}`, headers, body });
    seen.running.length = 0;
    const first = await post();
    expect(first.status).toBe(201);
    const again = await post();
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(new Set(seen.running)).toEqual(new Set([0]));
    expect(await signIn(body, {})).toBeDefined();
  });

  test("for the action of the settings", async () => {
    const { headers } = await signedIn();
    request.cookie = headers.cookie?.split("=").slice(1).join("=") ?? "";
    const ctx = await import("./session-ctx.ts").then(({ findSessionCtx }) => findSessionCtx());
    if (!ctx) throw new Error("not signed in");
    request.headers = { [PAGE_IDENTITY_HEADER]: pageIdentityOf(ctx) };
    const [input, key] = [newPerson(), randomUUID()];
    seen.running.length = 0;
    const first = await createUserAction(input, key);
    expect(first).toMatchObject({ ok: true });
    expect(await createUserAction(input, key)).toEqual(first);
    expect(new Set(seen.running)).toEqual(new Set([0]));
  });
});
