import { randomUUID } from "node:crypto";
import { desc, eq, inArray } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { withRole } from "#db/client.ts";
import { poolSize } from "#db/config.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { events } from "#db/schema/events.ts";
import { memberships, users } from "#db/schema/users.ts";
import { settleBackground } from "#lib/core/background.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden, NotFound, TooManyRequests, Unauthenticated } from "#lib/core/errors.ts";
import { REQUEST_EVENTS } from "#lib/core/event-types.ts";
import { connectionShares } from "#lib/core/limits.ts";
import { read, transact } from "#lib/core/transact.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { call } from "#testing/api.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { POST as createInvite } from "../../app/api/v1/invites/route.ts";
import { GET as me } from "../../app/api/v1/me/route.ts";
import { makeCtx } from "./ctx.ts";
import { authOptions } from "./next-auth.ts";
import { recordFailedSignIn, recordKeyUse, recordRefusal, recordSignIn } from "./security-events.ts";

const IP = "203.0.113.7";
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await newWorkspace();
});

async function person() {
  const [email, password] = [`${randomUUID()}@test.example`, randomUUID()];
  const user = await createUser(workspace.job, { email, password, name: "Olha", role: "operator" });
  return { id: user.id, email, password };
}

/** Signs in as the form in the browser does. */
async function enter(email: string, password: string): Promise<unknown> {
  const [provider] = authOptions({ ip: IP, userAgent: "Firefox" }).providers as unknown as {
    options: { authorize: (given: object, request: object) => Promise<unknown> };
  }[];
  return provider?.options
    .authorize({ email, password }, { headers: {} })
    .catch((error: Error) => error.message);
}

/** The request events about this subject in the log, the newest first, once all are written. */
async function told(subjectId: number, ctx: Ctx = workspace.job) {
  await settleBackground();
  return read(ctx, (tx) =>
    tx.select().from(events).where(eq(events.subjectId, subjectId)).orderBy(desc(events.id)),
  ).then((rows) => rows.filter(({ type }) => REQUEST_EVENTS.some((known) => known === type)));
}

test("a sign-in is recorded with its address, for managers only", async () => {
  const { id, email, password } = await person();
  await enter(email, password);
  const [event, ...others] = await told(id);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ type: "user.signed_in", actorKind: "user", actorId: id, ip: IP });
  expect(event).toMatchObject({ userAgent: "Firefox", after: { name: "Olha", method: "password" } });
  const heard = (ctx: Ctx) =>
    read(ctx, (tx) => listEvents(tx, ctx, { type: "security", subject_id: id }, { limit: 9 }));
  expect((await heard(workspace.manager)).rows.map(({ type }) => type)).toContain("user.signed_in");
  expect((await heard(workspace.operator)).rows).toEqual([]);
});

test("failed sign-ins of an account are recorded once a minute with a count, without the typed password", async () => {
  const { id, email } = await person();
  for (let guess = 0; guess < 4; guess += 1)
    expect(await enter(email.toUpperCase(), `typed-${guess}`)).toBe("unauthenticated");
  const rows = await told(id);
  expect(rows.map(({ after }) => after)).toEqual([
    { id, name: "Olha", reason: "wrong_password", times: 3 },
    { id, name: "Olha", reason: "wrong_password" },
  ]);
  expect(rows[0]).toMatchObject({ type: "user.sign_in_failed", actorKind: "job", ip: IP });
  expect(JSON.stringify(rows)).not.toContain("typed-");
});

test("a failure says whether the account waits or is disabled; an unknown account leaves no event", async () => {
  const { id, email } = await person();
  recordFailedSignIn(email, new TooManyRequests(60), { ip: IP });
  expect(await told(id)).toMatchObject([{ after: { reason: "throttled" } }]);
  await transact(workspace.job, (tx) =>
    tx.update(memberships).set({ isActive: false }).where(eq(memberships.userId, id)),
  );
  recordFailedSignIn(email, new Unauthenticated(), { ip: IP });
  expect((await told(id))[0]).toMatchObject({ after: { reason: "disabled" } });
  const before = await read(workspace.job, (tx) => tx.$count(events));
  recordFailedSignIn(`${randomUUID()}@test.example`, new Unauthenticated(), { ip: IP });
  recordFailedSignIn(email, new Error("a fault of ours"), { ip: IP });
  await settleBackground();
  expect(await read(workspace.job, (tx) => tx.$count(events))).toBe(before);
});

test("a refused operation of a key is recorded once a minute with a count; other failures are not recorded", async () => {
  const { bearer, job } = await newWorkspace();
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect((await call(createInvite, "POST", { bearer, body: { role: "admin" } })).status).toBe(403);
  await settleBackground();
  const refused = await read(job, (tx) =>
    tx
      .select()
      .from(events)
      .where(inArray(events.type, ["access.refused"]))
      .orderBy(events.id),
  );
  expect(refused).toMatchObject([
    { actorKind: "api_key", after: { name: "POST /invites" }, ownerIds: null },
    { actorKind: "api_key", after: { name: "POST /invites", times: 2 } },
  ]);
  recordRefusal(workspace.manager, "GET /leads/1", new NotFound());
  recordRefusal(workspace.manager, "GET /leads/1", new Error("a fault of ours"));
  expect(await told(workspace.manager.actor.id ?? 0)).toEqual([]);
  recordRefusal(workspace.manager, "POST /users", new Forbidden());
  expect(await told(workspace.manager.actor.id ?? 0)).toMatchObject([{ type: "access.refused" }]);
});

const keyIdOf = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select({ id: apiKeys.id }).from(apiKeys)).then(([key]) => key?.id ?? 0);

test("a key's use is recorded once a day for each address and browser, also across processes", async () => {
  const { bearer, job } = await newWorkspace();
  const placed = { "x-leadline-peer": IP, "user-agent": "curl" };
  for (const headers of [placed, placed, { ...placed, "user-agent": "a thief" }, {}])
    expect((await call(me, "GET", { bearer, headers })).status).toBe(200);
  await settleBackground();
  vi.resetModules();
  const other = await import("./security-events.ts");
  const id = await keyIdOf(job);
  const key = { kind: "api_key", id, name: "test" } as const;
  other.recordKeyUse(makeCtx(job.workspaceId, key, "manager", { ip: IP, userAgent: "curl" }));
  await settleBackground();
  const used = await read(job, (tx) =>
    tx.select().from(events).where(eq(events.type, "api_key.used")).orderBy(events.id),
  );
  expect(used.map(({ ip, userAgent }) => [ip, userAgent])).toEqual([
    [IP, "curl"],
    [IP, "a thief"],
  ]);
});

test("a key used from many addresses is recorded fifty times a day", async () => {
  const { job } = await newWorkspace();
  for (let place = 0; place < 60; place += 1) {
    const actor = { kind: "api_key", id: 1, name: "Bot" } as const;
    recordKeyUse(makeCtx(job.workspaceId, actor, "admin", { ip: `203.0.113.${place}`, userAgent: "curl" }));
  }
  await settleBackground();
  expect(await read(job, (tx) => tx.$count(events, eq(events.type, "api_key.used")))).toBe(50);
});

/** Refusals of many operations of three read keys of one workspace. */
function floodRefusals({ workspaceId }: TestWorkspace): void {
  for (const id of [1, 2, 3])
    for (let operation = 0; operation < 80; operation += 1) {
      const key = makeCtx(workspaceId, { kind: "api_key", id, name: "Bot" }, "operator", { ip: IP });
      recordRefusal(key, `POST /operation-${operation}`, new Forbidden());
    }
}

test("refusals of one workspace's keys suppress neither a colleague's events nor another workspace's", async () => {
  const [flooded, quiet] = [await newWorkspace(), await newWorkspace()];
  floodRefusals(flooded);
  recordRefusal(flooded.operator, "POST /users", new Forbidden());
  recordRefusal(quiet.operator, "POST /users", new Forbidden());
  for (const { operator, job } of [flooded, quiet])
    expect(await told(operator.actor.id ?? 0, job)).toMatchObject([{ after: { name: "POST /users" } }]);
});

test("sign-ins and uses of keys are recorded during a flood of refusals, from any number of addresses", async () => {
  const { id } = await person();
  floodRefusals(workspace);
  const key = { kind: "api_key", id: 77, name: "Bot" } as const;
  recordKeyUse(makeCtx(workspace.job.workspaceId, key, "admin", { ip: IP, userAgent: "curl" }));
  const entered = { userId: id, workspaceId: workspace.job.workspaceId };
  for (let host = 0; host < 30; host += 1)
    recordSignIn(entered, "password", { ip: `203.0.113.${host}`, userAgent: "Firefox" });
  expect((await told(id)).filter(({ type }) => type === "user.signed_in")).toHaveLength(30);
  expect((await told(77)).map(({ type }) => type)).toEqual(["api_key.used"]);
});

/** Accounts of a workspace, by their e-mails. No password opens them. */
async function addAccounts({ workspaceId, job }: TestWorkspace, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => ({
    email: `${randomUUID()}@test.example`,
    name: "Ivan",
    passwordHash: "none",
  }));
  const added = await withRole("leadline_auth", (tx) =>
    tx.insert(users).values(people).returning({ id: users.id, email: users.email }),
  );
  const joined = added.map(({ id }) => ({ workspaceId, userId: id, role: "operator" as const }));
  await transact(job, (tx) => tx.insert(memberships).values(joined));
  return added.map(({ email }) => email);
}

test("failed sign-ins to 200 accounts of one workspace don't suppress those of another", async () => {
  const flooded = await newWorkspace();
  const accounts = await addAccounts(flooded, 210);
  const fail = (email: string) => recordFailedSignIn(email, new TooManyRequests(60), { ip: IP });
  const failures = () => read(flooded.job, (tx) => tx.$count(events, eq(events.type, "user.sign_in_failed")));
  const { id, email } = await person();
  accounts.slice(0, 150).forEach(fail);
  await expect.poll(failures, { timeout: 10_000 }).toBe(150);
  accounts.slice(150).forEach(fail);
  fail(email);
  expect(await told(id)).toMatchObject([{ after: { reason: "throttled" } }]);
});

test("an event is written while its caller's share of the connections is used up", async () => {
  const { operator, job } = await newWorkspace();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = Array.from({ length: connectionShares(poolSize()).perCaller }, () =>
    transact(operator, () => released),
  );
  recordRefusal(operator, "POST /users", new Forbidden());
  const isWritten = settleBackground().then(() => true);
  const isLate = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false));
  expect(await Promise.race([isWritten, isLate])).toBe(true);
  release();
  await Promise.all(held);
  expect(await told(operator.actor.id ?? 0, job)).toHaveLength(1);
});

test("the address and browser of a key's use count as known only once they were written", async () => {
  const { workspaceId, job } = await newWorkspace();
  const use = (name: string) => {
    const actor = { kind: "api_key", id: 78, name } as const;
    recordKeyUse(makeCtx(workspaceId, actor, "admin", { ip: IP, userAgent: "curl" }));
    return settleBackground();
  };
  // PostgreSQL refuses this character in a text.
  await use("Bot\0");
  expect(await told(78, job)).toEqual([]);
  await use("Bot");
  await use("Bot");
  expect(await told(78, job)).toMatchObject([{ type: "api_key.used", ip: IP }]);
});
