import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { isForPeopleOnly } from "#lib/auth/permissions.ts";
import type { Contract } from "#lib/http/contract/define.ts";
import { contracts } from "#lib/http/contract/registry.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { fillWorkspace, type Rows, subjectOf } from "#testing/operations.ts";
import { type AnyHandler, apiOperations } from "#testing/routes.ts";
import { newSession } from "#testing/session.ts";
import { newUser, newWorkspace } from "#testing/workspace.ts";

/**
 * Arrays that are returned whole, because they are not lists of records: figures, weights, open stages, boards, and
 * options of a field.
 */
const WHOLE = [
  /^\/stats\//,
  /^\/dashboard/,
  /^\/board\//,
  /\/weights$/,
  /\/transitions$/,
  /^\/views\/counts$/,
  /^\/leads\/business-domains$/,
];

/** Lists that are returned whole without `limit` and `cursor`, because older clients expect that. */
const WHOLE_WITHOUT_LIMIT = ["/departments", "/operators", "/sources", "/users", "/views"];

const lists = contracts
  .map(({ contract }) => contract)
  .filter(
    ({ method, path, response }) =>
      method === "GET" && response?.type === "array" && !WHOLE.some((whole) => whole.test(path)),
  );

const shapeOf = ({ query }: Contract) => (query as z.ZodObject | undefined)?.shape ?? {};

let rows: Rows;
let bearer: string;
let session: Awaited<ReturnType<typeof newSession>>;
let handlers: Map<string, AnyHandler>;

beforeAll(async () => {
  const workspace = await newWorkspace();
  rows = await fillWorkspace(workspace);
  // More records than one page for each list that is read page by page.
  await Promise.all(["operator", "manager"].map((role) => newUser(workspace.job, role as "operator")));
  bearer = `Bearer ${(await createApiKey(workspace.job, { name: "lists", scope: "admin" })).key}`;
  session = await newSession(workspace.admin);
  await newSession(workspace.admin);
  const operations = await apiOperations();
  handlers = new Map(
    operations.flatMap(({ contract, handler }) =>
      contract.method === "GET" ? [[contract.path, handler]] : [],
    ),
  );
});

type Listed = { id: number; appeal_id?: number }[];

async function get(contract: Contract, query = "") {
  const handler = handlers.get(contract.path);
  if (!handler) throw new Error(`no route ${contract.path}`);
  const params: Record<string, string> = contract.path.includes("{id}")
    ? { id: String(rows[subjectOf(contract)]) }
    : {};
  const caller = isForPeopleOnly(contract.permission) ? { headers: session.headers } : { bearer };
  const answer = await call(handler, "GET", { params, query, ...caller });
  return { ...answer, ids: (answer.body as unknown as Listed).map?.(({ id }) => id) };
}

/** The remaining pages of a list, from the address in its `Link` header on. */
async function followed(contract: Contract, first: string): Promise<number[]> {
  const ids: number[] = [];
  for (let query: string | undefined = first; query !== undefined; ) {
    const page = await get(contract, query);
    expect([contract.path, query, page.status]).toEqual([contract.path, query, 200]);
    ids.push(...page.ids);
    query = /\?[^>]*/.exec(page.headers.get("link") ?? "")?.[0];
  }
  return ids;
}

test("there are lists", () => expect(lists.length).toBeGreaterThan(20));

test.each(lists.map((contract) => [contract.path, contract] as const))(
  "%s supports pages, search words and sorting",
  (_path, contract) => {
    expect(Object.keys(shapeOf(contract))).toEqual(expect.arrayContaining(["limit", "cursor", "q", "sort"]));
    expect(contract.paged).toBe(true);
  },
);

test.each(lists.map((contract) => [contract.path, contract] as const))(
  "%s continues after each of its pages, in each order",
  async (_path, contract) => {
    const sorts = shapeOf(contract).sort as z.ZodOptional<z.ZodEnum>;
    for (const sort of sorts.unwrap().options) {
      const whole = await get(contract, `?sort=${sort}&limit=200`);
      expect([sort, whole.status]).toEqual([sort, 200]);
      expect(await followed(contract, `?sort=${sort}&limit=1`)).toEqual(whole.ids);
      expect(new Set(whole.ids).size).toBe(whole.ids.length);
    }
    expect((await get(contract, "?sort=nothing")).status).toBe(422);
    expect((await get(contract, "?limit=201")).status).toBe(422);
    expect((await get(contract, "?q=no-such-words-anywhere")).ids).toEqual([]);
  },
);

test.each(lists.map((contract) => [contract.path, contract] as const))(
  "%s returns all rows without a limit, or a page of 50",
  (path, contract) => {
    const { limit } = (contract.query as z.ZodObject).parse({}) as { limit?: number };
    expect(limit).toBe(WHOLE_WITHOUT_LIMIT.includes(path) ? undefined : 50);
  },
);

test.each(WHOLE_WITHOUT_LIMIT)("%s counts what matches, and filters", async (path) => {
  const contract = lists.find((list) => list.path === path);
  if (!contract) throw new Error(`no list ${path}`);
  const whole = await get(contract, "?count=true");
  expect(whole.headers.get("link")).toBeNull();
  expect(whole.headers.get("x-total-count")).toBe(String(whole.ids.length));
  const page = await get(contract, "?count=true&limit=1");
  expect(page.headers.get("x-total-count")).toBe(String(whole.ids.length));
  const first = (whole.body as unknown as { name: string }[])[0]?.name ?? "";
  const [word = ""] = first.toUpperCase().split(" ");
  expect((await get(contract, `?q=${encodeURIComponent(word)}`)).ids).toContain(whole.ids[0]);
});

const list = (path: string) => lists.find((contract) => contract.path === path) as Contract;

test("each list has the filters of its screen", async () => {
  const admins = await get(list("/users"), "?role=admin");
  expect(admins.body.map((user) => (user as { role: string }).role)).toEqual(["admin"]);
  expect((await get(list("/users"), "?is_active=false")).ids).toEqual([]);
  expect((await get(list("/operators"), "?is_active=false")).ids).toEqual([]);
  expect((await get(list("/operators"), `?department_id=${rows.department}`)).ids).toEqual([]);
  expect((await get(list("/sources"), "?kind=partner")).ids).toHaveLength(1);
  expect((await get(list("/views"), "?board=sales")).ids).toEqual([]);
  expect((await get(list("/views"), "?is_shared=true")).ids).toEqual([rows.view]);
  expect((await get(list("/api-keys"), "?scope=admin")).ids).toHaveLength(1);
  expect((await get(list("/invites"), "?role=admin")).ids).toEqual([rows.invite]);
  expect((await get(list("/operators"), "?is_active=maybe")).status).toBe(422);
});

test("each word of a search is matched separately, in any order and any case", async () => {
  expect((await get(list("/operators"), "?q=OPERATOR%20test")).ids).toHaveLength(2);
});
