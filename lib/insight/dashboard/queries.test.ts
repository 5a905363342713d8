import { describe, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { read } from "#lib/core/transact.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { undoLeadMove } from "#lib/pipeline/leads/undo-lead-move.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { attention, dashboard, trend } from "./queries.ts";
import { reportPeriod } from "./report-period.ts";

async function paidSale({ manager }: TestWorkspace): Promise<void> {
  const { id } = await newLead(manager);
  await moveLead(manager, id, { stage: "contacted" });
  await moveLead(manager, id, { stage: "qualified" });
  await addMessages(manager, id, { increment: 5 });
  await analyzeLead(manager, id);
  const sale = await transferLead(manager, id, { amount: 50_000 });
  for (const stage of ["kyc", "agreement", "paid"] as const) await moveSale(manager, sale.id, { stage });
}

async function filled(): Promise<TestWorkspace> {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  await paidSale(workspace);
  const lost = await newLead(manager, { source: "scanner" });
  await moveLead(manager, lost.id, { stage: "contacted" });
  await moveLead(manager, lost.id, { stage: "lost", lost_reason: "no_budget" });
  const undone = await newLead(manager, { source: "scanner" });
  await moveLead(manager, undone.id, { stage: "contacted" });
  await undoLeadMove(manager, undone.id);
  return workspace;
}

describe("conversionFunnel", () => {
  test("counts a paid lead at every step, a lost one as far as it came, an undone move not at all", async () => {
    const { manager } = await filled();
    const funnel = await read(manager, (tx) => conversionFunnel(tx, manager, { mode: "cohort" }));
    expect(funnel.map(({ reached }) => reached)).toEqual([3, 2, 1, 1, 1, 1, 1]);
    expect(funnel[1]).toMatchObject({ lost: 1, top_lost_reasons: [{ reason: "no_budget", count: 1 }] });
    expect(funnel[6]?.median_hours).toBeGreaterThanOrEqual(0);
    const snapshot = await read(manager, (tx) => conversionFunnel(tx, manager, { mode: "snapshot" }));
    expect(snapshot.map(({ reached }) => reached)).toEqual([2, 1, 1, 1, 1, 1, 1]);
    const bySource = await read(manager, (tx) =>
      conversionFunnel(tx, manager, { mode: "cohort", source: "scanner" }),
    );
    expect(bySource.map(({ reached }) => reached)).toEqual([2, 1, 0, 0, 0, 0, 0]);
    const before = { mode: "cohort", from: "2020-01-01", to: "2020-12-31" } as const;
    expect((await read(manager, (tx) => conversionFunnel(tx, manager, before)))[0]?.reached).toBe(0);
  });

  test("counts only the leads that an operator sees", async () => {
    const { manager, operator } = await filled();
    const [mine, another] = [await newLead(manager), await newLead(manager)];
    await assignLead(manager, mine.id, { operator_id: operatorOf(operator).operatorId });
    await assignLead(manager, another.id, { operator_id: operatorOf(manager).operatorId });
    const reached = async (source?: string) => {
      const funnel = await read(operator, (tx) => conversionFunnel(tx, operator, { mode: "cohort", source }));
      return funnel.map((step) => step.reached);
    };
    // Their own lead, and the three of the queue.
    expect(await reached()).toEqual([4, 2, 1, 1, 1, 1, 1]);
    expect(await reached("partner")).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });
});

test("the dashboard's parts add up to its totals", async () => {
  const { manager, operator } = await filled();
  const state = await read(manager, (tx) => dashboard(tx, manager));
  expect(state.leads).toMatchObject({
    total: 3,
    new_today: 3,
    by_stage: { new: 1, contacted: 0, qualified: 0, transferred: 1, lost: 1 },
  });
  expect(state.sales).toMatchObject({ total: 1, amount_open: 0, amount_paid: 50_000 });
  expect(state.conversion).toEqual({
    lead_to_transferred: 1 / 3,
    transferred_to_paid: 1,
    lead_to_paid: 1 / 3,
  });
  const days = await read(manager, (tx) => trend(tx, manager, {}));
  expect(days.reduce((sum, day) => sum + day.new, 0)).toBe(3);
  expect(days.at(-1)).toMatchObject({ paid: 1, amount_paid: 50_000, transferred: 1 });
  const { period, sources } = await read(manager, (tx) => reportPeriod(tx, manager, {}));
  expect(sources[0]).toMatchObject({ code: "scanner", leads: 2, transferred: 0 });
  expect(period.new_leads).toEqual({ now: 3, before: 0 });
  expect(period.lost_share.now).toBeCloseTo(1 / 3);
  expect(await read(operator, (tx) => attention(tx, operator))).toMatchObject({ quiet: 0, ready: 0 });
});
