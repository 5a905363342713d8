import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { HOUR } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { parseJson } from "#lib/core/json-rows.ts";
import { MAX_SEARCH_HITS } from "#lib/core/limits.ts";
import { read } from "#lib/core/transact.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { findLeadIds } from "#lib/pipeline/leads/queries.ts";
import type { LeadFilter } from "#lib/pipeline/leads/schema.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { search } from "./queries.ts";

const LEADS = 3_000;

// The lists differ in length, so that every pair of words occurs in some lead.
const FIRST = [
  "Оксана",
  "ТАРАС",
  "Zoë",
  "İpek",
  "Ολύμπιος",
  "Їжак",
  "straße",
  "100% Марія",
  "snake_case",
  "back\\slash",
  "a",
];
const LAST = ["Ковальчук", "Müller-Lüdenscheidt", "O'Brien", "Бондар", "Ng", "%_\\", "x y z"];
const DOMAINS = ["mail.example", "пошта.example", "gmail.com"];

/** The oldest lead of the fixture. Common words are searched among the newest leads only, so it tests the index. */
const OLDEST = { name: "Oldest of all", phone: "+1 (555) 010-99" };

let mine: TestWorkspace;
/** The newest first. */
let all: { id: number; text: string; lookedIn: string; stage: string }[];

async function fill({ workspaceId }: TestWorkspace): Promise<void> {
  const rows = Array.from({ length: LEADS }, (_, i) => ({
    external_id: `crm_${i}`,
    name: i === 0 ? OLDEST.name : i % 13 === 0 ? null : `${FIRST[i % FIRST.length]} ${LAST[i % LAST.length]}`,
    phone: i === 0 ? OLDEST.phone : i % 5 === 0 ? null : `+38044${String(i * 7_919).padStart(8, "0")}`,
    email: i % 3 === 0 ? null : `Lead-${i}@${DOMAINS[i % DOMAINS.length]}`,
    stage: i % 4 === 0 ? "contacted" : "new",
    // Not in the order of their ids, some at the same time, over several months.
    created_at: new Date(Date.UTC(2026, 0, 1) + (((i * 1_013) % LEADS) - (i % 2)) * HOUR),
  }));
  await withWorkspace({ workspaceId }, (tx) =>
    tx.execute(sql`
      insert into leads (workspace_id, source_id, rank, external_id, name, phone, email, stage, created_at, owner_id)
      select ${workspaceId}, (select min(id) from sources), 'a0', external_id, name, phone, email, stage, created_at,
        case when stage = 'contacted' then (select id from operators where name = 'Test admin') end
      from json_to_recordset(${JSON.stringify(rows)})
        as row (external_id text, name text, phone text, email text, stage text, created_at timestamptz)`),
  );
}

beforeAll(async () => {
  mine = await newWorkspace();
  const neighbour = await newWorkspace();
  // Alternating, so that ids and words of the other tenant lie in between.
  await fill(neighbour);
  await fill(mine);
  await newLead(neighbour.manager, { name: "Only the neighbour's" });
  await fill(await newWorkspace());
  const { rows } = await read(mine.manager, (tx) =>
    tx.execute<{ id: string; text: string; lookedIn: string; stage: string }>(sql`
      select id, stage, text, search_text(text) as "lookedIn"
      from ${leads}, concat_ws(chr(10), name, phone, email, external_id, business_domain) as text
      order by created_at desc, id desc`),
  );
  all = rows.map((lead) => ({ ...lead, id: Number(lead.id) }));
});

/** The leads whose text contains the words, the newest first, by a simple comparison: see normal-form.test.ts. */
async function naively(q: string): Promise<number[]> {
  const { rows } = await read(mine.manager, (tx) =>
    tx.execute<{ words: string[] }>(sql`select search_words(${q}) as words`),
  );
  const words = rows[0]?.words ?? [];
  return all.filter(({ lookedIn }) => words.every((word) => lookedIn.includes(word))).map(({ id }) => id);
}

const WORDS = [
  ...FIRST,
  ...LAST,
  ...DOMAINS,
  ...Object.values(OLDEST),
  // Parts of words and of several fields.
  "окса",
  "сана ков",
  "ПЕК O'B",
  "rie",
  "lead-1@mail.example",
  "lead-17@",
  "d-29",
  "7@gmail.com",
  "@gmail.com",
  "crm_2999",
  "+380440000",
  "7919",
  "crm_1 ",
  // Several words, in any order and of several fields, including short ones.
  "ковальчук оксана",
  "ковальчук тарас gmail.com",
  "бондар 99",
  "ng a",
  "x z y",
  "мар 100% crm_27",
  "+38 044 00 00",
  "(044) 000-00-00",
  "1 555 01099",
  // Few letters or none.
  "z",
  "ng",
  "ж",
  "%",
  "_",
  "\\",
  "%_",
  "\\%",
  "@",
  "--",
  "- -",
  "a b",
  // Words of no lead.
  "Оксана Оксана",
  "gmail.com mail.example",
  "пошта.com",
  "straßen",
  "Only the neighbour's",
  "%%%",
  "😀",
];

test.each(WORDS)("%j finds exactly the leads that contain it", async (words) => {
  const found = await read(mine.manager, (tx) => findLeadIds(tx, words));
  expect(found).toEqual((await naively(words)).slice(0, MAX_SEARCH_HITS));
});

test.each([1, 7, 200])("of many matches the newest %d are returned", async (limit) => {
  for (const words of ["example", "ковальчук", "crm_29", "тарас", "ng"]) {
    const found = await read(mine.manager, (tx) => findLeadIds(tx, words, limit));
    expect(found, words).toEqual((await naively(words)).slice(0, limit));
  }
});

test("any part of any lead finds it", async () => {
  for (let place = 7; place < all.length; place += 211) {
    const { text } = all[place] ?? { text: "" };
    const from = (place * 31) % Math.max(1, text.length - 9);
    const words = text.slice(from, from + 3 + (place % 7)).trim();
    const found = await read(mine.manager, (tx) => findLeadIds(tx, words));
    expect(found, words).toEqual((await naively(words)).slice(0, MAX_SEARCH_HITS));
  }
});

test("the list and the palette return the same leads", async () => {
  const { manager } = mine;
  const listed = await read(manager, (tx) => listLeads(tx, manager, { q: "бондар" }, { limit: 5 }));
  const newest = await naively("бондар");
  const palette = await read(manager, (tx) => search(tx, manager, "бондар"));
  expect(parseJson(listed.json).map(({ id }) => id)).toEqual(newest.slice(0, 5));
  for (const { id } of palette.leads) expect(newest).toContain(id);
});

/** The ids on all pages of a list. */
async function listedIds(ctx: Ctx, filter: LeadFilter, sort?: "created_at"): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(ctx, (tx) => listLeads(tx, ctx, filter, { sort, limit: 150, cursor }));
    ids.push(...parseJson(page.json).map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
}

test.each(["crm_", "example", "ковальчук", "crm_29", "тарас", "ng", "вишиванка"])(
  "the pages of a list contain all leads with %j, the newest first",
  async (words) => {
    expect(await listedIds(mine.manager, { q: words })).toEqual(await naively(words));
  },
);

test("a list that is filtered, sorted otherwise or an operator's contains those of the newest thousand matches", async () => {
  const { manager, operator } = mine;
  const newest = (await naively("crm_")).slice(0, MAX_SEARCH_HITS);
  expect(await listedIds(manager, { q: "crm_" }, "created_at")).toEqual(newest.toReversed());
  const contacted = new Set(all.filter(({ stage }) => stage === "contacted").map(({ id }) => id));
  expect(await listedIds(manager, { q: "crm_", stage: "contacted" })).toEqual(
    newest.filter((id) => contacted.has(id)),
  );
  // The admin owns the contacted ones.
  expect(await listedIds(operator, { q: "crm_" })).toEqual(newest.filter((id) => !contacted.has(id)));
});

test("a lead is found by its current name, and not after its deletion", async () => {
  const { manager } = mine;
  const lead = await newLead(manager, { name: "Zdzisława Brzęczyszczykiewicz" });
  const finds = (words: string) => read(manager, (tx) => findLeadIds(tx, words));
  expect(await finds("BRZĘCZ")).toEqual([lead.id]);
  await updateLead(manager, lead.id, { name: "Chrząszczyżewoszyce", email: "new@pszczyna.example" });
  expect(await finds("brzęcz")).toEqual([]);
  expect(await finds("żewo")).toEqual([lead.id]);
  expect(await finds("w@pszcz")).toEqual([lead.id]);
  await withWorkspace(
    mine,
    (tx) => tx.execute(sql`delete from leads where id = ${lead.id}`),
    "leadline_retention",
  );
  expect(await finds("żewo")).toEqual([]);
});
