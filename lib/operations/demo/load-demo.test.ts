import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships } from "#db/schema/users.ts";
import { DEMO_PEOPLE } from "#db/seed/demo-company.ts";
import { ctxOfRequester } from "#lib/auth/ctx-of-requester.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { getAppeal } from "#lib/conversations/appeals/queries.ts";
import { read } from "#lib/core/transact.ts";
import { dashboard } from "#lib/insight/dashboard/queries.ts";
import { getBulkJob, listRefusals } from "#lib/operations/bulk/queries.ts";
import { startBulkJob } from "#lib/operations/bulk/start-bulk-job.ts";
import { workBulkJob } from "#lib/operations/bulk/work-bulk-job.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { loadDemo } from "./load-demo.ts";
import { DEMO_LEADS } from "./rules.ts";
import { wipeDemo } from "./wipe-demo.ts";

test("the demo company is consistent, and wiping it keeps what people added", {
  timeout: 60_000,
}, async () => {
  const { admin } = await newWorkspace();
  const own = await newLead(admin, { name: "A real lead" });
  const loaded = await loadDemo(admin);
  expect(loaded.leads).toBe(DEMO_LEADS);
  await expect(loadDemo(admin)).rejects.toMatchObject({ code: "demo_loaded" });

  const [state, funnel, wrong, demoOperator] = await read(admin, (tx) =>
    Promise.all([
      dashboard(tx, admin),
      conversionFunnel(tx, admin, { mode: "cohort", from: "2000-01-01" }),
      tx
        .select({ id: leads.id })
        .from(leads)
        .where(
          and(
            eq(leads.stage, "transferred"),
            or(
              isNull(leads.businessDomain),
              sql`${leads.aiScore} < 0.6`,
              sql`not exists (select from sales where sales.lead_id = ${leads.id})`,
            ),
          ),
        ),
      tx.select({ id: operators.id }).from(operators).where(eq(operators.isDemo, true)).limit(1),
    ]),
  );
  expect(wrong).toEqual([]);
  expect(Object.values(state.leads.by_stage).every((count) => count > 5)).toBe(true);
  expect(Object.values(state.sales.by_stage).every((count) => count > 0)).toBe(true);
  expect(funnel[0]?.reached).toBe(DEMO_LEADS + 1);
  expect(funnel.reduce((sum, step) => sum + step.lost, 0)).toBe(
    state.leads.by_stage.lost + state.sales.by_stage.lost,
  );
  expect(funnel.slice(1).every((step) => step.median_hours !== null && step.median_hours > 0)).toBe(true);

  const { rows: figures } = await read(admin, (tx) =>
    tx.execute(sql`select count(*) filter (where status = 'waiting')::int as waiting,
      (select count(*)::int from operators where current_load > max_load or current_load <>
        (select count(*) from appeals where operator_id = operators.id and status = 'active')) as wrong_loads from appeals`),
  );
  expect(figures).toEqual([{ waiting: 3, wrong_loads: 0 }]);
  const real = await createAppeal(admin, { lead_external_id: "real", source: "scanner", message: "Hello" });
  expect(real.status).toBe("active");

  await assignLead(admin, own.id, { operator_id: demoOperator[0]?.id ?? 0 });
  expect(await wipeDemo(admin)).toEqual({ leads: DEMO_LEADS });
  const left = await read(admin, (tx) =>
    tx.select({ id: leads.id, ownerId: leads.ownerId }).from(leads).orderBy(leads.id),
  );
  expect(left).toEqual([
    { id: own.id, ownerId: null },
    { id: real.leadId, ownerId: null },
  ]);
  const after = await read(admin, (tx) => getAppeal(tx, admin, real.id));
  expect(after).toMatchObject({ status: "waiting", operatorId: null });
  expect(await read(admin, (tx) => tx.select().from(operators).where(ne(operators.isDemo, false)))).toEqual(
    [],
  );
});

test("the wipe deletes the bulk jobs of demo people, and from others' jobs the data of demo leads", async () => {
  const { admin, job: worker } = await newWorkspace();
  const own = await newLead(admin);
  await loadDemo(admin);
  const [person] = await read(admin, (tx) =>
    tx.select({ id: memberships.userId }).from(memberships).where(eq(memberships.isDemo, true)).limit(1),
  );
  const demoPerson = await ctxOfRequester(
    { workspaceId: admin.workspaceId, kind: "user", id: person?.id ?? 0 },
    {},
  );
  if (!demoPerson) throw new Error("no demo person");
  const skip = { action: "move", stage: "transferred" } as const;
  const theirs = await startBulkJob({ ...demoPerson, role: "manager" }, { ...skip, ids: [own.id] });
  const ours = await startBulkJob(admin, { ...skip, filter: { stage: "new" } });
  while ((await workBulkJob(worker, ours.id)) === "more");
  await wipeDemo(admin);
  await expect(read(admin, (tx) => getBulkJob(tx, theirs.id))).rejects.toMatchObject({ status: 404 });
  expect((await read(admin, (tx) => getBulkJob(tx, ours.id))).refused).toBe(ours.total);
  const refusals = await read(admin, (tx) => listRefusals(tx, ours.id));
  expect(refusals.map(({ leadId }) => leadId)).toEqual([own.id]);
});

test("the demo people of each workspace have separate accounts, also after a wipe", {
  timeout: 60_000,
}, async () => {
  const [one, two] = [await newWorkspace(), await newWorkspace()];
  const membersOf = async ({ admin }: typeof one) =>
    (await read(admin, (tx) => tx.select().from(memberships).where(eq(memberships.isDemo, true)))).map(
      ({ userId }) => userId,
    );
  await loadDemo(one.admin);
  await loadDemo(two.admin);
  const first = await membersOf(one);
  await wipeDemo(one.admin);
  await loadDemo(one.admin);
  const all = [...first, ...(await membersOf(two)), ...(await membersOf(one))];
  expect(all).toHaveLength(3 * DEMO_PEOPLE.length);
  expect(new Set(all).size).toBe(all.length);
});
