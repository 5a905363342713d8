import { sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { bulkJobs } from "#db/schema/bulk-jobs.ts";
import { transact } from "#lib/core/transact.ts";
import { workBulkJob } from "#lib/operations/bulk/work-bulk-job.ts";
import { jobs } from "#lib/operations/jobs/registry.ts";
import { type Action, allActions } from "#testing/action-inputs.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { fillWorkspace, renewRow } from "#testing/operations.ts";
import { type Entry, entriesOfOperation, entryOfAction } from "#testing/permission-entries.ts";
import { type PermissionRow, permissionsPage } from "#testing/permissions-page.ts";
import { allPrincipals, type Cell, designedCell, type Principal } from "#testing/principals.ts";
import { apiOperations } from "#testing/routes.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";

// Next gives a request's cookies only inside its own server. The session in them is a real one.
const request = vi.hoisted(() => ({ cookie: undefined as string | undefined, headers: {} }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (request.cookie ? { value: request.cookie } : undefined) }),
  headers: async () => new Headers(request.headers),
}));

let own: TestWorkspace;
let other: TestWorkspace;
let principals: Principal[];
let operations: Entry[];
let actions: Entry[];

beforeAll(async () => {
  [own, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  principals = await allPrincipals(own, other);
  operations = (await apiOperations()).flatMap(entriesOfOperation);
  actions = (await allActions()).map((action) => entryOfAction(action, runAction));
});

async function runAction(action: Action, { cookie, headers }: Principal, input: unknown): Promise<number> {
  request.cookie = cookie;
  request.headers = headers;
  const result = await action(input, crypto.randomUUID());
  return result.ok ? 200 : result.problem.status;
}

/** An API key can't call an action, which needs a browser session. */
function designOf({ permission, after, namesRow }: Entry, principal: Principal, isAction: boolean): Cell {
  // Such an action has its permission in the input, and this input has none.
  if (permission === null) return "404";
  const caller = isAction && !principal.cookie ? NOBODY : principal;
  const first = designedCell(after ?? permission, { namesRow }, caller);
  return isRefusal(first) ? first : designedCell(permission, { namesRow }, caller);
}

const NOBODY = { role: undefined, isPerson: false, isOfOtherWorkspace: false };

const REFUSALS = ["401", "403", "404"];

const isRefusal = (cell: Cell) => REFUSALS.includes(cell);

const observed = (status: number, design: Cell): string =>
  REFUSALS.includes(String(status))
    ? String(status)
    : REFUSALS.includes(design)
      ? `let in (${status})`
      : design;

/** Calls every cell, the refused ones first, and returns the differences from the design. */
async function differences(entries: Entry[], isAction: boolean): Promise<string[]> {
  const wrong: string[] = [];
  const rows = await fillWorkspace(own);
  const calls = entries.flatMap((entry) =>
    principals.map((principal) => ({ entry, principal, design: designOf(entry, principal, isAction) })),
  );
  const fingerprint = async () =>
    JSON.stringify([await tenantFingerprint(own.workspaceId), await tenantFingerprint(other.workspaceId)]);
  const attempt = async ({ entry, principal, design }: (typeof calls)[number]) => {
    if (entry.uses && !isRefusal(design)) Object.assign(rows, await renewRow(own, entry.uses, principal));
    const cell = observed(await entry.call(principal, rows), design);
    if (cell !== design) wrong.push(`${entry.name} as ${principal.name}: ${cell} and not ${design}`);
  };
  const before = await fingerprint();
  for (const entry of entries) {
    for (const call of calls) if (call.entry === entry && isRefusal(call.design)) await attempt(call);
    if ((await fingerprint()) !== before)
      throw new Error(`A refused call of ${entry.name} changed something`);
  }
  const ownBefore = await tenantFingerprint(own.workspaceId);
  for (const call of calls) if (call.design === "own") await attempt(call);
  expect(await tenantFingerprint(own.workspaceId)).toEqual(ownBefore);
  for (const call of calls) if (call.design === "yes") await attempt(call);
  return wrong;
}

test("every operation answers each kind of caller as designed, and a refused call changes nothing", async () => {
  expect(await differences(operations, false)).toEqual([]);
}, 300_000);

test("every action answers each kind of caller as designed, and a refused call changes nothing", async () => {
  expect(await differences(actions, true)).toEqual([]);
}, 300_000);

const BULK: Entry = {
  name: "bulk job",
  permission: "lead:bulk",
  namesRow: true,
  call: async () => 200,
};

/** The requester of a bulk job has a row in the design. Callers without a session never have one. */
const designOfBulk = (principal: Principal): Cell => {
  const cell = designOf(BULK, principal, false);
  return cell === "yes" ? "yes" : "403";
};

test("a bulk job changes leads only with the rights that its requester has at that moment", async () => {
  for (const principal of principals) {
    if (principal.id === null) continue;
    const lead = await newLead(own.manager);
    const jobId = await transact(own.job, async (tx) => {
      const [job] = await tx
        .insert(bulkJobs)
        .values({
          workspaceId: own.workspaceId,
          actorKind: principal.isPerson ? "user" : "api_key",
          actorId: principal.id ?? 0,
          actorName: principal.name,
          origin: { ip: null, userAgent: null, locale: "en" },
          action: { action: "move", stage: "contacted" },
          leadIds: [lead.id],
          total: 1,
        })
        .returning({ id: bulkJobs.id });
      return job?.id ?? 0;
    });
    while ((await workBulkJob(own.job, jobId)) === "more");
    const [after] = await transact(
      own.job,
      async (tx) =>
        (
          await tx.execute<{ stage: string; failure: string | null }>(sql`
          select leads.stage, bulk_jobs.failure from leads, bulk_jobs
          where leads.id = ${lead.id} and bulk_jobs.id = ${jobId}`)
        ).rows,
    );
    const isLetIn = designOfBulk(principal) === "yes";
    expect([principal.name, after]).toEqual([
      principal.name,
      { stage: isLetIn ? "contacted" : "new", failure: isLetIn ? null : "rights_lost" },
    ]);
  }
});

test("a job of one workspace leaves another unchanged", async () => {
  const before = await tenantFingerprint(other.workspaceId);
  for (const job of jobs) {
    await job.run(own.job);
    expect([job.name, await tenantFingerprint(other.workspaceId)]).toEqual([job.name, before]);
  }
}, 120_000);

test("docs/PERMISSIONS.md is the table that the calls were compared with", async () => {
  const rowsOf = (entries: Entry[], isAction: boolean): PermissionRow[] =>
    entries
      .map((entry) => ({
        name: entry.name,
        permission: entry.permission,
        cells: principals.map((principal) => designOf(entry, principal, isAction)),
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  const page = permissionsPage(
    principals.map(({ name }) => name),
    {
      operations: rowsOf(operations, false),
      actions: rowsOf(actions, true),
      jobs: [{ name: BULK.name, permission: BULK.permission, cells: principals.map(designOfBulk) }],
    },
  );
  await expect(page).toMatchFileSnapshot("../../docs/PERMISSIONS.md");
});
