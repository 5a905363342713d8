import { beforeAll, expect, test } from "vitest";
import { parseJson } from "#lib/core/json-rows.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { listDepartments, listOperators, pageOfOperators } from "#lib/workspace/team/queries.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { InvalidInput } from "./errors.ts";
import { compareTexts } from "./human-order.ts";
import { encodeCursor } from "./paging.ts";
import { read } from "./transact.ts";

/** In dictionary order, which differs from the order of their code points. */
const IN_ORDER = [
  "anna",
  "Zoé",
  "ангеліна",
  "Андрій",
  "Вадим",
  "Гаврило",
  "Гяур",
  "Ґалаґан",
  "Ґудзь",
  "Дмитро",
  "Елла",
  "Ёлкин",
  "Євген",
  "Жанна",
  "Ілля",
  "Їжакевич",
  "Йосип",
  "Яна",
].toSorted((one, other) => new Intl.Collator("uk").compare(one, other));

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await newWorkspace();
  const { admin } = workspace;
  for (const name of IN_ORDER.toReversed()) {
    await newLead(admin, { name });
    await createOperator(admin, { name });
    await createDepartment(admin, { name });
  }
});

const namesOf = (rows: { name: string | null }[]) =>
  rows.map(({ name }) => name ?? "").filter((name) => IN_ORDER.includes(name));

test("dictionary order differs from the order of code points", () => {
  expect(IN_ORDER).not.toEqual(IN_ORDER.toSorted());
  expect(IN_ORDER.indexOf("Гяур")).toBeLessThan(IN_ORDER.indexOf("Ґалаґан"));
  expect(IN_ORDER.indexOf("Ґудзь")).toBeLessThan(IN_ORDER.indexOf("Дмитро"));
  expect(IN_ORDER.indexOf("Євген")).toBeLessThan(IN_ORDER.indexOf("Жанна"));
  expect(IN_ORDER.toReversed().toSorted(compareTexts)).toEqual(IN_ORDER);
});

test("operators and departments are sorted in dictionary order", async () => {
  const { admin } = workspace;
  expect(namesOf(await read(admin, listOperators))).toEqual(IN_ORDER);
  expect(namesOf(await read(admin, listDepartments))).toEqual(IN_ORDER);
});

test.each(["name", "-name"] as const)(
  "leads sorted by %s are in dictionary order, page by page",
  async (sort) => {
    const { admin } = workspace;
    const seen: { name: string | null }[] = [];
    let cursor: string | undefined;
    do {
      const page = await read(admin, (tx) => listLeads(tx, admin, {}, { sort, limit: 4, cursor }));
      seen.push(...parseJson(page.json));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(namesOf(seen)).toEqual(sort === "name" ? IN_ORDER : IN_ORDER.toReversed());
  },
);

test("equal names are ordered by id, also across pages", async () => {
  const { admin } = await newWorkspace();
  for (const name of ["Ґава", "ґава", "Ґава", "Ґава"]) await createOperator(admin, { name });
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(admin, (tx) => pageOfOperators(tx, { q: "ґава", limit: 1, cursor }));
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(new Set(ids).size).toBe(4);
  const capitals = ids.filter((id) => id !== ids[0]);
  expect(capitals).toEqual(capitals.toSorted((one, other) => one - other));
});

test("a name of any length and with any letters survives a cursor", async () => {
  const { admin } = await newWorkspace();
  const longest = "🦔".repeat(200);
  for (let count = 0; count < 2; count += 1) await newLead(admin, { name: longest });
  const { next } = await read(admin, (tx) => listLeads(tx, admin, {}, { sort: "name", limit: 1 }));
  expect(next?.length).toBeLessThan(2_000);
});

const inListOfLeads = (sort: "name" | "-name" | "created_at" | "-created_at", cursor: string) =>
  read(workspace.admin, (tx) => listLeads(tx, workspace.admin, {}, { sort, limit: 4, cursor }));

/** Cursors before they named their order. */
const unnamed = (value: unknown, id: number) =>
  Buffer.from(JSON.stringify([value, id])).toString("base64url");

test("a cursor of the former order by code points is refused", async () => {
  await expect(inListOfLeads("name", unnamed("Ілля", 1))).rejects.toBeInstanceOf(InvalidInput);
  await expect(inListOfLeads("-name", unnamed(null, 1))).rejects.toBeInstanceOf(InvalidInput);
  const other = encodeCursor(["Ілля", 1], "leads.name another_collation");
  await expect(inListOfLeads("name", other)).rejects.toBeInstanceOf(InvalidInput);
});

test("a cursor without an order works for an order that never changed, and one of another order is refused", async () => {
  const now = new Date().toISOString();
  await expect(inListOfLeads("-created_at", unnamed(now, 1))).resolves.toMatchObject({
    next: expect.anything(),
  });
  const { next } = await inListOfLeads("-created_at", unnamed(now, 1));
  await expect(inListOfLeads("created_at", next ?? "")).rejects.toBeInstanceOf(InvalidInput);
  await expect(inListOfLeads("name", next ?? "")).rejects.toBeInstanceOf(InvalidInput);
});

test("a cursor without a value is refused for a list without empty values", async () => {
  await expect(inListOfLeads("-created_at", unnamed(null, 1))).rejects.toBeInstanceOf(InvalidInput);
});
