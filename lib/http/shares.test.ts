import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { connectionShares, READ_TIMEOUT, REPORT_SHARES } from "#lib/core/limits.ts";
import { read, readReport, transact } from "#lib/core/transact.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as trend from "../../app/api/v1/dashboard/trend/route.ts";
import * as leads from "../../app/api/v1/leads/route.ts";
import { toAppError } from "./problem.ts";

let busy: TestWorkspace;
let other: TestWorkspace;
beforeAll(async () => {
  [busy, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  await Promise.all([newLead(busy.manager), newLead(other.manager)]);
});

/** A read that takes the database this long. */
const slowRead = (ctx: Ctx, seconds: number) =>
  read(ctx, (tx) => tx.execute(sql`select pg_sleep(${seconds}::float)`));

/** Makes callers use as many connections as they get, until `work` is over. */
async function whileBusy(flooders: Ctx[], each: typeof transact, work: () => Promise<void>): Promise<void> {
  const key = Math.floor(Math.random() * 2 ** 31);
  let floods: Promise<unknown>[] = [];
  await transact(other.job, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${key})`);
    floods = flooders.flatMap((ctx) =>
      Array.from({ length: 12 }, () =>
        each(ctx, (db) => db.execute(sql`select pg_advisory_xact_lock_shared(${key})`)),
      ),
    );
    await work();
  });
  await Promise.allSettled(floods);
}

test("a caller that keeps the database busy leaves connections to other workspaces", async () => {
  await whileBusy([busy.manager], transact, async () => {
    const list = await call(leads.GET, "GET", { bearer: other.bearer });
    const made = await call(leads.POST, "POST", { bearer: other.bearer, body: { source: "partner" } });
    expect([list.status, made.status]).toEqual([200, 201]);
  });
});

test("a caller that keeps the database busy leaves connections to its colleagues", async () => {
  await whileBusy([busy.manager], transact, async () => {
    expect((await call(leads.GET, "GET", { bearer: busy.bearer })).status).toBe(200);
  });
});

test("all callers of a workspace together leave a connection to other workspaces", async () => {
  await whileBusy([busy.manager, busy.admin, busy.operator], transact, async () => {
    expect((await call(leads.GET, "GET", { bearer: other.bearer })).status).toBe(200);
  });
});

test("reports that keep the database busy leave connections to the same caller", async () => {
  await whileBusy([busy.manager], readReport, async () => {
    expect(await read(busy.manager, async () => "done")).toBe("done");
  });
});

test("returns 429 with Retry-After for reports beyond those that may wait", async () => {
  const { key } = await createApiKey(busy.job, { name: "reports", scope: "read" });
  const beyond = 3;
  const asked = REPORT_SHARES.perCaller + REPORT_SHARES.maxWaitingOfCaller + beyond;
  const answers = await Promise.all(
    Array.from({ length: asked }, () => call(trend.GET, "GET", { bearer: `Bearer ${key}` })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
  expect(refused.length).toBeGreaterThanOrEqual(beyond);
  expect(refused[0]?.headers.get("retry-after")).toBe("1");
  expect(refused[0]?.body).toMatchObject({ code: "share_exceeded", status: 429 });
});

test("returns 429 to a caller with too many waiting transactions, or after too long a wait", async () => {
  const { perCaller, maxWaitingOfCaller } = connectionShares(10);
  const asked = perCaller + maxWaitingOfCaller + 5;
  const outcomes = await Promise.allSettled(Array.from({ length: asked }, () => slowRead(busy.manager, 2)));
  const codes = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? outcome.reason.code : []));
  expect(new Set(codes)).toEqual(new Set(["share_exceeded"]));
  expect(codes.length).toBeGreaterThan(asked - maxWaitingOfCaller);
  expect(codes.length).toBeLessThan(asked);
  expect((await call(leads.GET, "GET", { bearer: other.bearer })).status).toBe(200);
});

test("a person's read ends after three seconds with an explanation; a job's may take longer", async () => {
  const tooSlow = READ_TIMEOUT / 1_000 + 0.2;
  const [person, job] = await Promise.allSettled([
    slowRead(other.manager, tooSlow),
    slowRead(other.job, tooSlow),
  ]);
  expect(job.status).toBe("fulfilled");
  expect(person.status === "rejected" && toAppError(person.reason, "test")).toMatchObject({
    status: 503,
    code: "database_timeout",
    retryAfterSeconds: 1,
  });
});

test("a read-only transaction cannot write", async () => {
  const change = (ctx: Ctx) => read(ctx, (tx) => tx.execute(sql`update leads set name = 'changed'`));
  await expect(change(other.manager)).rejects.toMatchObject({ cause: { code: "25006" } });
  await transact(other.manager, (tx) => tx.execute(sql`select 1`));
});
