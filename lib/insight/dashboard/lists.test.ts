import { beforeAll, expect, test } from "vitest";
import { clock, DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { sumByCurrency } from "#lib/core/currencies.ts";
import { read } from "#lib/core/transact.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { leadBoard, saleBoard } from "#lib/pipeline/board/queries.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { countLeads } from "#lib/pipeline/leads/queries.ts";
import { LeadFilter, type Reached } from "#lib/pipeline/leads/schema.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { attention, dashboard, trend } from "./queries.ts";
import { reportPeriod } from "./report-period.ts";
import { TREND_INTERVALS } from "./rules.ts";

let manager: Ctx;

// All tests only read.
beforeAll(async () => {
  const workspace = await newWorkspace();
  manager = workspace.manager;
  await loadDemo(workspace.job);
});

test("each number of the dashboard opens a list of that length, for every period, source and mode", async () => {
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
      const perDay = await read(manager, (tx) => trend(tx, manager, { from, ...ofSource }));
      for (const { from: created_from, to: created_to, new: came } of perDay.slice(-8))
        expect(await countOf({ created_from, created_to, ...ofSource })).toBe(came);
      const { period } = await read(manager, (tx) => reportPeriod(tx, manager, { from, ...ofSource }));
      const paid = await read(manager, (tx) =>
        listSales(tx, manager, { paid_from: from, ...ofSource }, { limit: 200 }),
      );
      expect(paid.rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(
        period.amount_paid.now ?? -1,
      );
    }
  }
});

test("chosen days begin and end at the workspace's midnight, in figures and lists alike", async () => {
  const dayAgo = (days: number) =>
    new Date(clock.now().getTime() - days * DAY).toLocaleDateString("sv-SE", { timeZone: "Europe/Kyiv" });
  const days = { from: dayAgo(20), to: dayAgo(6) };
  const [perDay, { period }] = await read(manager, (tx) =>
    Promise.all([trend(tx, manager, days), reportPeriod(tx, manager, days)]),
  );
  expect([perDay[0]?.day, perDay.at(-1)?.day, perDay.length]).toEqual([days.from, days.to, 15]);
  const listed = await read(manager, (tx) =>
    countLeads(tx, manager, { created_from: days.from, created_to: days.to }),
  );
  expect(listed).toBe(perDay.reduce((sum, day) => sum + day.new, 0));
  expect(listed).toBe(period.new_leads.now);
  const paid = await read(manager, (tx) =>
    listSales(tx, manager, { paid_from: days.from, paid_to: days.to }, { limit: 200 }),
  );
  expect(paid.rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(
    period.amount_paid.now ?? -1,
  );
});

test("weeks and months add up to their days, now and in the previous period", async () => {
  const dayAgo = (days: number) => new Date(clock.now().getTime() - days * DAY).toISOString().slice(0, 10);
  const period = { from: dayAgo(41), to: dayAgo(3) };
  const [days = [], weeks = [], months = []] = await read(manager, (tx) =>
    Promise.all(TREND_INTERVALS.map((interval) => trend(tx, manager, { ...period, interval }))),
  );
  expect(days).toHaveLength(39);
  expect(days.reduce((sum, { new_before }) => sum + new_before, 0)).toBeGreaterThan(10);
  for (const points of [weeks, months]) {
    for (const { day, last_day, from, to, amounts_paid, ...figures } of points) {
      const inside = days.filter((one) => one.day >= day && one.day <= last_day);
      const sums = Object.keys(figures).map((figure) => [
        figure,
        inside.reduce((sum, one) => sum + one[figure as keyof typeof figures], 0),
      ]);
      const paid = sumByCurrency(inside.flatMap((one) => one.amounts_paid));
      expect(amounts_paid).toEqual(paid);
      expect([inside[0]?.from, inside.at(-1)?.to, figures]).toEqual([from, to, Object.fromEntries(sums)]);
    }
    expect([points[0]?.day, points.at(-1)?.last_day]).toEqual([period.from, period.to]);
  }
  expect(weeks.slice(1).every(({ day }) => new Date(day).getUTCDay() === 1)).toBe(true);
  expect(months.slice(1).every(({ day }) => day.endsWith("-01"))).toBe(true);
});

test("the leads lost at a step, and each reason, open a list of that length", async () => {
  const funnel = await read(manager, (tx) => conversionFunnel(tx, manager, { mode: "cohort" }));
  const created_from = new Date(clock.now().getTime() - 30 * DAY).toISOString();
  const countOf = (filter: LeadFilter) =>
    read(manager, (tx) => countLeads(tx, manager, { created_from, is_lost: "true", ...filter }));
  expect(funnel.filter(({ lost }) => lost > 0).length).toBeGreaterThan(2);
  for (const [place, { stage, lost, top_lost_reasons }] of funnel.entries()) {
    const here = {
      ...(place > 0 ? { reached: stage as Reached } : {}),
      ...(funnel[place + 1] ? { not_reached: funnel[place + 1]?.stage as Reached } : {}),
    };
    expect([stage, await countOf(here)]).toEqual([stage, lost]);
    for (const { reason, count } of top_lost_reasons)
      expect([reason, await countOf({ ...here, lost_reason: reason })]).toEqual([reason, count]);
  }
});

test("each count that needs attention equals its list", async () => {
  const { oldest_overdue_name, ...counts } = await read(manager, (tx) => attention(tx, manager));
  for (const [kind, count] of Object.entries(counts)) {
    const filter = LeadFilter.parse({ attention: kind });
    const page = await read(manager, (tx) => listLeads(tx, manager, filter, { limit: 200, count: "true" }));
    expect([kind, page.total]).toEqual([kind, count]);
    expect(count).toBeGreaterThan(0);
  }
  expect(oldest_overdue_name).toEqual(expect.any(String));
});

test("a board of one stage counts its column like the whole board, and has no cards in the others", async () => {
  const { leads, sales } = await read(manager, (tx) => dashboard(tx, manager));
  const qualified = await read(manager, (tx) =>
    leadBoard(tx, manager, LeadFilter.parse({ stage: "qualified" })),
  );
  expect(qualified.map(({ count }) => count)).toEqual([0, 0, leads.by_stage.qualified, 0, 0]);
  expect(qualified.map(({ page }) => page.rows.length > 0)).toEqual([false, false, true, false, false]);
  const paid = await read(manager, (tx) => saleBoard(tx, manager, { stage: "paid" }));
  expect(paid.map(({ count }) => count)).toEqual([0, 0, 0, sales.by_stage.paid, 0]);
});
