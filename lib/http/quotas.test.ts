import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeListener } from "#db/listen.ts";
import {
  EXPORT_SLOTS,
  MAX_INVITES_PER_HOUR,
  MAX_OPEN_BULK_JOBS,
  MAX_OPEN_INVITES,
  STREAM_SLOTS,
} from "#lib/core/limits.ts";
import { transact } from "#lib/core/transact.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { call } from "#testing/api.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as events from "../../app/api/v1/events/route.ts";
import * as invites from "../../app/api/v1/invites/route.ts";
import * as bulk from "../../app/api/v1/leads/bulk/route.ts";
import * as stream from "../../app/api/v1/stream/route.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});
afterAll(closeListener);

const newBearer = async (scope: "read" | "write" | "admin") =>
  `Bearer ${(await createApiKey(workspace.job, { name: scope, scope })).key}`;

const of = { params: Promise.resolve({}) };
const get = (bearer: string, headers: Record<string, string> = {}) =>
  new Request("http://leadline.test/api/v1/under-test", { headers: { authorization: bearer, ...headers } });

async function refusalOf(response: Response) {
  return [response.status, response.headers.get("retry-after"), (await response.json()).code];
}

test("a caller's live streams are limited; a further one is refused, and a closed one makes room", async () => {
  const bearer = await newBearer("read");
  const open = () => stream.GET(get(bearer), of);
  const streams = await Promise.all(Array.from({ length: STREAM_SLOTS.perCaller }, open));
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await refusalOf(await open())).toEqual([429, "5", "too_many_streams"]);
  const others = await stream.GET(get(workspace.bearer), of);
  expect(others.status).toBe(200);
  await streams[0]?.body?.cancel();
  const again = await open();
  expect(again.status).toBe(200);
  await Promise.all([others, again, ...streams.slice(1)].map(({ body }) => body?.cancel()));
});

test("a stream that failed to open holds no slot", async () => {
  const bearer = await newBearer("read");
  for (let tried = 0; tried <= STREAM_SLOTS.perCaller; tried += 1) {
    // No transaction has this number.
    const failed = await stream.GET(get(bearer, { "last-event-id": "99999999999999999999.1" }), of);
    expect(failed.status).toBe(422);
  }
  const response = await stream.GET(get(bearer), of);
  expect(response.status).toBe(200);
  await response.body?.cancel();
});

test("a caller's simultaneous exports are limited, until they are read or aborted", async () => {
  const bearer = await newBearer("admin");
  const open = () => events.GET(get(bearer, { accept: "text/csv" }), of);
  const exports = await Promise.all(Array.from({ length: EXPORT_SLOTS.perCaller }, open));
  expect(await refusalOf(await open())).toEqual([429, "5", "too_many_exports"]);
  expect((await call(events.GET, "GET", { bearer })).status).toBe(200);
  expect(await exports[0]?.text()).toContain("created");
  const next = await open();
  expect(next.status).toBe(200);
  await Promise.all([next, ...exports.slice(1)].map(({ body }) => body?.cancel()));
  const last = await open();
  expect(last.status).toBe(200);
  await last.body?.cancel();
});

test("a caller's unfinished bulk jobs are limited, also when requested at once", async () => {
  const bearer = await newBearer("write");
  const { id } = await newLead(workspace.manager);
  const body = { action: "assign", operator_id: null, ids: [id] };
  const start = (by: string) => call(bulk.POST, "POST", { bearer: by, body });
  const answers = await Promise.all(
    Array.from({ length: MAX_OPEN_BULK_JOBS.perCaller + 3 }, () => start(bearer)),
  );
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(MAX_OPEN_BULK_JOBS.perCaller);
  const refused = answers.find(({ status }) => status === 429);
  expect([refused?.body.code, refused?.headers.get("retry-after")]).toEqual(["too_many_bulk_jobs", "60"]);
  expect((await start(workspace.bearer)).status).toBe(202);
  await transact(workspace.job, (tx) =>
    tx.execute(sql`update bulk_jobs set status = 'cancelled', finished_at = now()`),
  );
  expect((await start(bearer)).status).toBe(202);
});

test("a workspace's unfinished bulk jobs are limited", async () => {
  const { job, manager } = await newWorkspace();
  const { id } = await newLead(manager);
  const body = { action: "assign", operator_id: null, ids: [id] };
  const callers = MAX_OPEN_BULK_JOBS.perWorkspace / MAX_OPEN_BULK_JOBS.perCaller;
  const statuses: number[] = [];
  for (let caller = 0; caller <= callers; caller += 1) {
    const { key } = await createApiKey(job, { name: `bulk ${caller}`, scope: "write" });
    for (let asked = 0; asked < MAX_OPEN_BULK_JOBS.perCaller; asked += 1)
      statuses.push((await call(bulk.POST, "POST", { bearer: `Bearer ${key}`, body })).status);
  }
  expect(statuses.filter((status) => status === 202)).toHaveLength(MAX_OPEN_BULK_JOBS.perWorkspace);
  expect(statuses.at(-1)).toBe(429);
});

/** Creates this many invites, as if they had been created this long ago. */
async function seedInvites({ job }: TestWorkspace, count: number, ago: string): Promise<void> {
  await createInvite(job, { role: "operator", name: "First" });
  await transact(job, (tx) =>
    tx.execute(sql`
      insert into invites (workspace_id, role, name, prefix, token_hash, created_by, created_at, expires_at)
      select workspace_id, role, name, prefix, token_hash || n, created_by, now() - ${ago}::interval, expires_at
      from invites cross join generate_series(2, ${count}::int) as n`),
  );
}

const invite = async ({ job }: TestWorkspace) => {
  const { key } = await createApiKey(job, { name: "invites", scope: "admin" });
  const body = { role: "operator", name: "One more" };
  return call(invites.POST, "POST", { bearer: `Bearer ${key}`, body });
};

test("a workspace's invites per hour are limited", async () => {
  const [hasty, patient] = await Promise.all([newWorkspace(), newWorkspace()]);
  await seedInvites(hasty, MAX_INVITES_PER_HOUR, "10 minutes");
  await seedInvites(patient, MAX_INVITES_PER_HOUR, "2 hours");
  const refused = await invite(hasty);
  expect([refused.status, refused.body.code]).toEqual([429, "too_many_invites"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await invite(patient)).status).toBe(201);
});

test("a workspace's open invites are limited, and revoking some makes room", async () => {
  const crowded = await newWorkspace();
  await seedInvites(crowded, MAX_OPEN_INVITES, "2 hours");
  expect((await invite(crowded)).body.code).toBe("too_many_invites");
  await transact(crowded.job, (tx) => tx.execute(sql`update invites set revoked_at = now()`));
  expect((await invite(crowded)).status).toBe(201);
});
