import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { read, transact } from "#lib/core/transact.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { newLead, newSale, newUser, newWorkspace } from "#testing/workspace.ts";
import { countCards } from "./count-cards.ts";
import { leadBoard, saleBoard } from "./queries.ts";

const idsOf = (columns: { page: { rows: { id: number }[] } }[]) =>
  columns.map(({ page }) => page.rows.map(({ id }) => id));

test("of the requested cards, those on the board are returned with their current position", async () => {
  const { manager } = await newWorkspace();
  const [one, two, three] = [await newLead(manager), await newLead(manager), await newLead(manager)];
  await moveLead(manager, two.id, { stage: "contacted" });
  const ids = [one.id, two.id, 987_654_321];
  const columns = await read(manager, (tx) => leadBoard(tx, manager, {}, ids));
  expect(idsOf(columns)).toEqual([[one.id], [two.id], [], [], []]);
  // The counts are those of the whole board.
  expect(columns.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0]);
  const whole = await read(manager, (tx) => leadBoard(tx, manager, {}));
  expect(idsOf(whole)[0]).toEqual(expect.arrayContaining([one.id, three.id]));
});

test("a card that the filter excludes or the caller may not see is not returned", async () => {
  const { manager, operator, job } = await newWorkspace();
  const colleague = await newUser(job, "operator");
  const own = await newLead(operator, { source: "partner" });
  const theirs = await newLead(colleague, { source: "partner" });
  const other = await newLead(operator, { source: "scanner" });
  const ids = [own.id, theirs.id, other.id];
  const filter = { source: "partner" };
  expect(idsOf(await read(operator, (tx) => leadBoard(tx, operator, filter, ids)))[0]).toEqual([own.id]);
  const all = await read(manager, (tx) => leadBoard(tx, manager, filter, ids));
  expect(new Set(idsOf(all)[0])).toEqual(new Set([own.id, theirs.id]));
});

test("sales work the same way", async () => {
  const { manager } = await newWorkspace();
  const { sale } = await newSale(manager);
  const columns = await read(manager, (tx) => saleBoard(tx, manager, {}, [sale.id, sale.id + 1_000]));
  expect(idsOf(columns)).toEqual([[sale.id], [], [], [], []]);
});

test("an age is counted back from now: older cards are left out", async () => {
  const { manager } = await newWorkspace();
  const [{ sale: old, lead }, { sale }] = [await newSale(manager), await newSale(manager)];
  const createdAt = sql`now() - interval '7 days'`;
  await transact(manager, async (tx) => {
    await tx.update(leads).set({ createdAt }).where(eq(leads.id, lead.id));
    await tx.update(sales).set({ createdAt }).where(eq(sales.id, old.id));
  });
  const found = (filter: { days?: number }) =>
    read(manager, async (tx) => [
      idsOf(await saleBoard(tx, manager, filter))[0]?.sort(),
      (await countCards(tx, manager, "leads", filter, 10)).count,
    ]);
  expect(await found({ days: 8 })).toEqual([[old.id, sale.id].sort(), 2]);
  expect(await found({ days: 7 })).toEqual([[sale.id], 1]);
});

test("sales are filtered by their lead's source and words and by their first day, counts included", async () => {
  const { manager } = await newWorkspace();
  const { sale: wanted } = await newSale(manager, { source: "scanner", name: "Oksana Bilyk" });
  const { sale: other } = await newSale(manager, { source: "partner", name: "Petro Koval" });
  const { timeZone } = await read(manager, getSettings);
  const today = new Date().toLocaleDateString("sv-SE", { timeZone });
  const seen = async (filter: Parameters<typeof saleBoard>[2]) => {
    const [column] = await read(manager, (tx) => saleBoard(tx, manager, filter));
    return { ids: column?.page.rows.map(({ id }) => id).sort(), count: column?.count };
  };
  const both = { ids: [wanted.id, other.id].sort(), count: 2 };
  const only = { ids: [wanted.id], count: 1 };
  expect(await seen({})).toEqual(both);
  expect(await seen({ source: "scanner" })).toEqual(only);
  expect(await seen({ q: "bilyk" })).toEqual(only);
  expect(await seen({ q: "koval", source: "scanner" })).toEqual({ ids: [], count: 0 });
  expect(await seen({ created_from: today, created_to: today })).toEqual(both);
});
