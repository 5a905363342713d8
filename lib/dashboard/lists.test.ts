import { expect, test } from "vitest";
import { leadBoard, saleBoard } from "#lib/board/queries.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import { read } from "#lib/core/transact.ts";
import { loadDemo } from "#lib/demo/load-demo.ts";
import { conversionFunnel } from "#lib/funnel/queries.ts";
import { listLeads } from "#lib/leads/queries.ts";
import { LeadFilter, type Reached } from "#lib/leads/schema.ts";
import { listSales } from "#lib/sales/queries.ts";
import { newWorkspace } from "#lib/testing/workspace.ts";
import { dashboard, periodReport } from "./queries.ts";

test("behind each number of the dashboard is a list of as many, for every period, source and mode", async () => {
  const { job, manager } = await newWorkspace();
  await loadDemo(job);
  const countOf = (filter: LeadFilter) =>
    read(manager, (tx) => listLeads(tx, manager, filter, { limit: 1, count: "true" })).then(
      ({ total }) => total,
    );
  for (const source of [undefined, "partner"]) {
    const ofSource = source ? { source } : {};
    for (const days of [7, 30, 365]) {
      const from = new Date(clock.now().getTime() - days * DAY).toISOString();
      for (const mode of ["cohort", "snapshot"] as const) {
        const funnel = await read(manager, (tx) =>
          conversionFunnel(tx, manager, { mode, from, ...ofSource }),
        );
        const leads =
          mode === "cohort"
            ? { created_from: from, ...ofSource }
            : { is_lost: "false" as const, ...ofSource };
        const behind = await Promise.all(
          funnel.map(({ stage }) =>
            countOf({ ...leads, ...(stage === "new" ? {} : { reached: stage as Reached }) }),
          ),
        );
        expect([source, days, mode, behind]).toEqual([
          source,
          days,
          mode,
          funnel.map(({ reached }) => reached),
        ]);
        if (mode === "cohort")
          expect(await countOf({ ...leads, is_lost: "true" })).toBe(
            funnel.reduce((sum, { lost }) => sum + lost, 0),
          );
      }
      const report = await read(manager, (tx) => periodReport(tx, manager, { from, ...ofSource }));
      const paid = await read(manager, (tx) =>
        listSales(tx, manager, { paid_from: from, ...ofSource }, { limit: 200 }),
      );
      expect(paid.rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(
        report.amount_paid.now ?? -1,
      );
    }
  }
});

test("a board of one stage counts its column as the whole board does, and has no cards in the others", async () => {
  const { job, manager } = await newWorkspace();
  await loadDemo(job);
  const { leads, sales } = await read(manager, (tx) => dashboard(tx, manager));
  const qualified = await read(manager, (tx) =>
    leadBoard(tx, manager, LeadFilter.parse({ stage: "qualified" })),
  );
  expect(qualified.map(({ count }) => count)).toEqual([0, 0, leads.by_stage.qualified, 0, 0]);
  expect(qualified.map(({ page }) => page.rows.length > 0)).toEqual([false, false, true, false, false]);
  const paid = await read(manager, (tx) => saleBoard(tx, manager, { stage: "paid" }));
  expect(paid.map(({ count }) => count)).toEqual([0, 0, 0, sales.by_stage.paid, 0]);
});
