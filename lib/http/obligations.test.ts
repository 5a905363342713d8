import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { findSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { setPassword } from "#lib/workspace/team/set-password.ts";
import { allActions } from "#testing/action-inputs.ts";
import { call } from "#testing/api.ts";
import { type AnyHandler, apiOperations } from "#testing/routes.ts";
import { cookieOf, headersWith } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { POST as postPassword } from "../../app/api/v1/me/password/route.ts";
import { GET as getMetrics } from "../../app/metrics/route.ts";
import type { Contract } from "./contract/define.ts";
import { pageIdentityOf } from "./page-identity.ts";
import { findSessionCtx, pageCtx } from "./session-ctx.ts";

// Next gives a request's cookies only inside its own server. The session in them is a real one.
const request = vi.hoisted(() => ({ cookie: "", headers: {} as Record<string, string> }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (name === "locale" ? undefined : { value: request.cookie }),
  }),
  headers: async () => new Headers(request.headers),
}));

const OPEN_OPERATIONS = ["GET /me", "POST /me/password"];
const OPEN_ACTIONS = ["changePasswordAction"];
/** Actions whose permission is a token in the input instead of a session. */
const WITHOUT_SESSION = ["acceptInviteAction", "openDemoLinkAction"];
const REFUSED = { status: 403, code: "password_change_required" };

let workspace: TestWorkspace;
let operations: { contract: Contract; handler: AnyHandler }[];
let person: { email: string; password: string };

const sessionCookie = async (who: typeof person) => cookieOf(await signIn(who, {}));

const nameOf = ({ method, path }: Contract) => `${method} ${path}`;
/** Ids that no record has. */
const params = { id: "999999999", stage: "new" };

beforeAll(async () => {
  [workspace, operations] = await Promise.all([newWorkspace(), apiOperations()]);
});

beforeEach(async () => {
  person = { email: `${randomUUID()}@test.example`, password: randomUUID() };
  await createUser(workspace.job, { ...person, name: "Newcomer", role: "admin" });
  request.cookie = await sessionCookie(person);
  request.headers = {};
});

const answers = async (headers: Record<string, string>) =>
  Promise.all(
    operations.map(async ({ contract, handler }) => {
      const answer = await handler(
        new Request("http://leadline.test/api/v1/x", {
          method: contract.method,
          headers: { ...headers, "content-type": "application/json" },
          ...(contract.method === "GET" ? {} : { body: "{}" }),
        }),
        { params: Promise.resolve(params) },
      );
      const code = answer.status === 403 ? ((await answer.json()).code as string) : null;
      await answer.body?.cancel().catch(() => undefined);
      return { name: nameOf(contract), status: answer.status, code };
    }),
  );

const change = (body: unknown, headers = headersWith(request.cookie)) =>
  call(postPassword, "POST", { headers, body });

describe("a session whose password another person chose", () => {
  test("is refused by every operation except GET /me and POST /me/password", async () => {
    const all = await answers(headersWith(request.cookie));
    expect(all.length).toBeGreaterThan(50);
    for (const { name, ...answer } of all) {
      if (OPEN_OPERATIONS.includes(name)) expect([name, answer.status]).not.toEqual([name, 403]);
      else expect([name, answer]).toEqual([name, REFUSED]);
    }
  });

  test("is refused by every action except the change of the password", async () => {
    const actions = await allActions();
    expect(actions.length).toBeGreaterThan(30);
    for (const [name, run] of actions) {
      if (WITHOUT_SESSION.includes(name)) continue;
      const result = await run({}, randomUUID());
      const code = result.ok ? null : result.problem.code;
      if (OPEN_ACTIONS.includes(name)) expect([name, code]).toEqual([name, "session_switched"]);
      else expect([name, code]).toEqual([name, REFUSED.code]);
    }
  });

  test("is redirected by every page to the one where the password is replaced, and returns afterwards", async () => {
    request.headers = { "x-page-address": "/sales?view=table" };
    await expect(pageCtx()).rejects.toMatchObject({
      digest: expect.stringContaining("/account/password?next=%2Fsales%3Fview%3Dtable"),
    });
  });

  test("can't read metrics", async () => {
    const answer = await getMetrics(
      new Request("http://leadline.test/metrics", { headers: headersWith(request.cookie) }),
    );
    expect(answer.status).toBe(401);
  });

  test("learns its obligation from GET /me", async () => {
    const me = operations.find(({ contract }) => nameOf(contract) === "GET /me")?.handler;
    if (!me) throw new Error("no GET /me");
    const before = await call(me, "GET", { headers: headersWith(request.cookie) });
    expect(before.body).toMatchObject({ obligation: "change_password" });
    const password = randomUUID();
    await change({ current: person.password, password });
    const after = await call(me, "GET", {
      headers: headersWith(await sessionCookie({ ...person, password })),
    });
    expect(after.body).toMatchObject({ obligation: null });
  });

  test("may use everything once the password is the person's own, and other sessions have ended", async () => {
    const password = randomUUID();
    const other = await sessionCookie(person);
    expect((await change({ current: person.password, password })).status).toBe(204);
    expect(await findSession(other)).toBeUndefined();
    await expect(sessionCookie(person)).rejects.toMatchObject({ status: 401 });
    const cookie = await sessionCookie({ ...person, password });
    for (const { name, code } of await answers(headersWith(cookie))) {
      expect([name, code]).not.toEqual([name, REFUSED.code]);
    }
  });

  test("has to replace it again after the command line has set another", async () => {
    await change({ current: person.password, password: randomUUID() });
    const password = randomUUID();
    await setPassword({ email: person.email, password });
    const session = await findSession(await sessionCookie({ ...person, password }));
    expect(session?.session.obligation).toBe("change_password");
  });
});

describe("POST /me/password", () => {
  const wordsOf = ({ status, body }: Awaited<ReturnType<typeof change>>) => [
    status,
    ...((body?.errors ?? []) as { code: string; pointer: string }[]).map(({ code, pointer }) => [
      code,
      pointer,
    ]),
  ];

  test("refuses a wrong current password, the same one again, and a common one", async () => {
    const password = randomUUID();
    expect(wordsOf(await change({ current: "wrong", password }))).toEqual([
      422,
      ["wrong_password", "/current"],
    ]);
    expect(wordsOf(await change({ current: person.password, password: person.password }))).toEqual([
      422,
      ["same_password", "/password"],
    ]);
    expect(wordsOf(await change({ current: person.password, password: "password1234" }))).toEqual([
      422,
      ["common_password", "/password"],
    ]);
    expect((await change({ current: person.password, password, more: 1 })).status).toBe(422);
    expect(await findSession(request.cookie)).toBeDefined();
  });

  test("counts wrong current passwords as failed sign-ins", async () => {
    for (let count = 0; count < 5; count += 1) {
      expect((await change({ current: `wrong ${count}`, password: randomUUID() })).status).toBe(422);
    }
    expect((await change({ current: person.password, password: randomUUID() })).status).toBe(429);
    await expect(sessionCookie(person)).rejects.toMatchObject({ status: 429 });
  });

  test("returns 403 to an API key", async () => {
    const body = { current: person.password, password: randomUUID() };
    expect((await call(postPassword, "POST", { bearer: workspace.bearer, body })).status).toBe(403);
  });

  test("changes the password once for two simultaneous requests with the same current password", async () => {
    const passwords = [randomUUID(), randomUUID()];
    const outcomes = await Promise.all(
      passwords.map((password) => change({ current: person.password, password })),
    );
    const statuses = outcomes.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    const winner = passwords[statuses.indexOf(204)] ?? "";
    expect(await sessionCookie({ ...person, password: winner })).toBeTruthy();
  });
});

test("demo people have no password of their own to replace", async () => {
  const demo = await createUser(
    workspace.job,
    { email: `${randomUUID()}@test.example`, name: "Demo", role: "operator", password: randomUUID() },
    { isDemo: true },
  );
  const [row] = await withRole("leadline_auth", (tx) =>
    tx.select({ must: users.mustChangePassword }).from(users).where(eq(users.id, demo.id)),
  );
  expect(row).toEqual({ must: false });
});

test("a page rendered for the obliged person can change the password by its action", async () => {
  const ctx = await findSessionCtx();
  if (!ctx) throw new Error("no session");
  request.headers = { [PAGE_IDENTITY_HEADER]: pageIdentityOf(ctx) };
  const { changePasswordAction } = await import("../../app/(crm)/profile/actions.ts");
  const answer = await changePasswordAction({ current: person.password, password: randomUUID() });
  expect(answer.ok).toBe(true);
});
