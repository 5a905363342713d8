import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { presentSaleColumn } from "#lib/pipeline/board/present.ts";
import { saleBoard } from "#lib/pipeline/board/queries.ts";
import type { SaleBoardFilter } from "#lib/pipeline/board/schema.ts";
import { compareCounters } from "#lib/pipeline/counters/compare-counters.ts";
import { rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";
import type { SaleFilter } from "#lib/pipeline/sales/schema.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { newSale, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { dashboard, salesByStage, trend } from "./queries.ts";
import { reportPeriod } from "./report-period.ts";

const MILLION = 1_000_000;
const BOTH = [
  { currency: "UAH", amount: 500 },
  { currency: "USD", amount: MILLION },
];

let workspace: TestWorkspace;
/** Ids of sales: paid ones of 500 UAH and 1,000,000 USD, an open one of 3 EUR, an open one without an amount. */
let sales: { uah: number; usd: number; eur: number; none: number };

async function newAmount(amount: number | null, currency: string): Promise<number> {
  const { sale } = await newSale(workspace.manager);
  await updateSale(workspace.manager, sale.id, { amount, currency });
  return sale.id;
}

async function pay(id: number): Promise<void> {
  for (const stage of ["kyc", "agreement", "paid"] as const) await moveSale(workspace.manager, id, { stage });
}

beforeAll(async () => {
  workspace = await newWorkspace();
  sales = {
    uah: await newAmount(500, "UAH"),
    usd: await newAmount(MILLION, "usd"),
    eur: await newAmount(3, "EUR"),
    none: await newAmount(null, "UAH"),
  };
  await pay(sales.uah);
  await pay(sales.usd);
});

const boardOf = (ctx: Ctx, filter: SaleBoardFilter = {}) =>
  read(ctx, (tx) => saleBoard(tx, ctx, filter)).then((columns) =>
    Object.fromEntries(columns.map(presentSaleColumn).map((column) => [column.stage, column])),
  );

/** A filter that matches everything, so that it is counted from the rows. */
const BY_HAND = { created_from: "2000-01-01" };

test("a column's sums are per currency, from the counters and from the rows, before and after the roll-up", async () => {
  const { manager, operator, workspaceId } = workspace;
  for (const isAddedUp of [false, true]) {
    if (isAddedUp) await rollUpCounters(workspaceId);
    for (const [ctx, filter] of [
      [manager, {}],
      [manager, BY_HAND],
      [operator, {}],
      [operator, BY_HAND],
    ] as const) {
      const board = await boardOf(ctx, filter);
      expect(board.paid).toMatchObject({ count: 2, amount: 500, amounts: BOTH });
      // Amounts in other currencies alone leave the workspace's sum empty.
      expect(board.new).toMatchObject({ count: 2, amount: null, amounts: [{ currency: "EUR", amount: 3 }] });
      expect(board.kyc).toMatchObject({ count: 0, amount: null, amounts: [] });
    }
  }
});

test("the dashboard's sums are in the workspace's currency, with the sums of the others beside them", async () => {
  for (const ctx of [workspace.manager, workspace.operator]) {
    const state = await read(ctx, (tx) => dashboard(tx, ctx));
    expect(state.sales).toMatchObject({ total: 4, amount_paid: 500, amounts_paid: BOTH, amount_open: 0 });
    expect(state.sales.amounts_open).toEqual([{ currency: "EUR", amount: 3 }]);
    const stages = await read(ctx, (tx) => salesByStage(tx, ctx));
    expect(stages.find(({ stage }) => stage === "paid")).toMatchObject({
      count: 2,
      amount: 500,
      amounts: BOTH,
    });
    const [today] = (await read(ctx, (tx) => trend(tx, ctx, {}))).slice(-1);
    expect(today).toMatchObject({ paid: 2, amount_paid: 500, amounts_paid: BOTH });
    const { period, sources } = await read(ctx, (tx) => reportPeriod(tx, ctx, {}));
    expect(period.amount_paid).toEqual({ now: 500, before: 0 });
    expect(period.amounts_paid).toEqual({ now: BOTH, before: [] });
    expect(sources.find(({ code }) => code === "partner")).toMatchObject({
      amount_paid: 500,
      amounts_paid: BOTH,
    });
  }
});

test("filters and sorting by amount apply to one currency, by default the workspace's", async () => {
  const { manager } = workspace;
  const idsOf = async (filter: SaleFilter, sort?: "amount" | "-amount") => {
    const page = await read(manager, (tx) =>
      listSales(tx, manager, filter, { limit: 10, sort, count: "true" }),
    );
    expect(page.total).toBe(page.rows.length);
    return page.rows.map(({ id }) => id);
  };
  expect(await idsOf({ min_amount: 400 })).toEqual([sales.uah]);
  expect(await idsOf({ min_amount: 400, currency: "USD" })).toEqual([sales.usd]);
  expect(await idsOf({ max_amount: 400 })).toEqual([]);
  expect(await idsOf({ max_amount: 400, currency: "EUR" })).toEqual([sales.eur]);
  expect(await idsOf({}, "-amount")).toEqual([sales.uah, sales.none]);
  expect(await idsOf({ currency: "USD" }, "amount")).toEqual([sales.usd]);
  expect((await idsOf({})).length).toBe(4);
  expect((await boardOf(manager, { min_amount: 400 })).paid).toMatchObject({ count: 1, amount: 500 });
  expect((await boardOf(manager, { currency: "USD" })).paid).toMatchObject({ count: 1, amount: null });
});

test("sums follow when a sale or the workspace changes its currency", async () => {
  const { manager, admin } = workspace;
  await updateSale(manager, sales.eur, { currency: "usd" });
  const amounts = [{ currency: "USD", amount: 3 }];
  expect((await boardOf(manager)).new).toMatchObject({ amount: null, amounts });
  await updateSettings(admin, { currency: "usd" });
  expect((await boardOf(manager)).new).toMatchObject({ amount: 3, amounts });
  expect((await read(manager, (tx) => dashboard(tx, manager))).sales).toMatchObject({
    amount_paid: MILLION,
    amounts_paid: BOTH,
  });
  expect(await read(manager, compareCounters)).toMatchObject({ wrong: 0 });
});

test.each(["ABC", "грн", "E"])("the currency %s is refused wherever an amount is set", async (currency) => {
  const { manager, admin } = workspace;
  await expect(updateSale(manager, sales.uah, { currency })).rejects.toThrow("ISO 4217");
  await expect(updateSettings(admin, { currency })).rejects.toThrow("ISO 4217");
});
