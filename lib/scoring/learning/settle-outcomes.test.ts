import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { read, transact } from "#lib/core/transact.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { newLead, newSale, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { settleOutcomes } from "./settle-outcomes.ts";

afterAll(async () => {
  await closeListener();
  await closePool();
});

const settle = ({ job }: TestWorkspace) => transact(job, (tx) => settleOutcomes(tx, job));
const daysAgo = (days: number) => sql`now() - make_interval(hours => ${Math.round(days * 24)})`;

/** Moves a lead's events into the past: its first score, and when it was decided. */
const age = ({ job }: TestWorkspace, leadId: number, scored: number, decided = scored) =>
  transact(job, async (tx) => {
    await tx
      .update(assessments)
      .set({ createdAt: daysAgo(scored) })
      .where(eq(assessments.leadId, leadId));
    await tx
      .update(leads)
      .set({ stageChangedAt: daysAgo(decided) })
      .where(eq(leads.id, leadId));
    await tx
      .update(sales)
      .set({ stageChangedAt: daysAgo(decided) })
      .where(eq(sales.leadId, leadId));
  });

const outcomeOf = ({ job }: TestWorkspace, leadId: number) =>
  read(job, (tx) =>
    tx
      .select({
        outcome: assessments.outcome,
        days: sql<number>`round(extract(epoch from now() - ${assessments.outcomeAt}) / 86400)::int`,
      })
      .from(assessments)
      .where(eq(assessments.leadId, leadId))
      .orderBy(assessments.id),
  );

async function paid(workspace: TestWorkspace, scored: number, decided: number) {
  const { lead, sale } = await newSale(workspace.manager);
  for (const stage of ["kyc", "agreement", "paid"] as const)
    await moveSale(workspace.manager, sale.id, { stage });
  await age(workspace, lead.id, scored, decided);
  return lead.id;
}

async function lost(workspace: TestWorkspace, scored: number, decided: number) {
  const lead = await newLead(workspace.manager);
  await analyzeLead(workspace.manager, lead.id);
  await moveLead(workspace.manager, lead.id, { stage: "lost", lost_reason: "No budget" });
  await age(workspace, lead.id, scored, decided);
  return lead.id;
}

async function open(workspace: TestWorkspace, scored: number) {
  const lead = await newLead(workspace.manager);
  await analyzeLead(workspace.manager, lead.id);
  await age(workspace, lead.id, scored);
  return lead.id;
}

test("paid within 90 days is won; paid later, lost, or unpaid for 90 days is lost; a young open lead has no outcome", async () => {
  const workspace = await newWorkspace();
  const [inTime, late, gone, unpaid, young] = await Promise.all([
    paid(workspace, 100, 20),
    paid(workspace, 100, 5),
    lost(workspace, 10, 3),
    open(workspace, 91),
    open(workspace, 89),
  ]);
  const { lead, sale } = await newSale(workspace.manager);
  await moveSale(workspace.manager, sale.id, { stage: "lost", lost_reason: "Too dear" });
  await age(workspace, lead.id, 30, 2);

  expect(await settle(workspace)).toBe(5);
  expect(await outcomeOf(workspace, inTime)).toEqual([{ outcome: "won", days: 20 }]);
  expect(await outcomeOf(workspace, late)).toEqual([{ outcome: "lost", days: 10 }]);
  expect(await outcomeOf(workspace, gone)).toEqual([{ outcome: "lost", days: 3 }]);
  expect(await outcomeOf(workspace, unpaid)).toEqual([{ outcome: "lost", days: 1 }]);
  expect(await outcomeOf(workspace, young)).toEqual([{ outcome: null, days: null }]);
  expect(await outcomeOf(workspace, lead.id)).toEqual([{ outcome: "lost", days: 2 }]);
  expect(await settle(workspace)).toBe(0);
});

test("a loss that can still be undone, and a score given after the decision, have no outcome", async () => {
  const workspace = await newWorkspace();
  const leadId = await lost(workspace, 5, 0);
  expect(await settle(workspace)).toBe(0);
  await age(workspace, leadId, 5, 4);
  await analyzeLead(workspace.manager, leadId, { force: true });
  expect(await Promise.all([settle(workspace), settle(workspace)])).toEqual(expect.arrayContaining([0, 1]));
  expect(await outcomeOf(workspace, leadId)).toEqual([
    { outcome: "lost", days: 4 },
    { outcome: null, days: null },
  ]);
});

test("another workspace's leads are unchanged", async () => {
  const [one, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  const leadId = await lost(one, 10, 3);
  expect(await settle(other)).toBe(0);
  expect(await outcomeOf(one, leadId)).toEqual([{ outcome: null, days: null }]);
});
