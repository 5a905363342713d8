import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** The output on both streams of a process that calls next-auth with these requests. */
function printed(requests: { path: string[]; query?: object; body?: object; cookies?: object }[]): string {
  const program = `
    const { default: { default: NextAuth } } = await import("next-auth");
    const { authOptions } = await import("#lib/auth/next-auth.ts");
    for (const { path, query, body, cookies } of ${JSON.stringify(requests)}) {
      const answer = new Proxy({}, { get: (_, name) => ["then", "params"].includes(name) ? undefined : () => answer });
      await NextAuth(
        { method: body ? "POST" : "GET", query: { ...query, nextauth: path }, body, cookies: cookies ?? {}, headers: { host: "localhost" } },
        answer, authOptions(() => null));
    }`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "debug", NEXTAUTH_URL: "http://localhost:3000" },
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

/** Milliseconds. A separate process loads all modules again, which takes a while on a busy machine. */
const PATIENCE = 120_000;

const FORGED = `x\n{"level":30,"time":"2026-11-30T00:00:00.000Z","msg":"signed in as admin"}`;

test(
  "no text of a request reaches the log of next-auth",
  () => {
    const output = printed([
      { path: ["signin"], query: { callbackUrl: FORGED } },
      { path: ["session"], cookies: { "leadline.session": FORGED } },
      { path: ["_log"], body: { level: "error", code: FORGED, message: FORGED, stack: `    at ${FORGED}` } },
      { path: ["callback", "password"], body: { email: FORGED, password: FORGED } },
    ]);
    const lines = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ code }) => code)).toEqual([
      "INVALID_CALLBACK_URL_ERROR",
      "JWT_SESSION_ERROR",
      "UNKNOWN",
    ]);
    expect(output).not.toContain("signed in as admin");
  },
  PATIENCE,
);
