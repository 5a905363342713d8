import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { read } from "#lib/core/transact.ts";
import { findLeadIds } from "#lib/pipeline/leads/queries.ts";
import type { CreateLeadInput } from "#lib/pipeline/leads/schema.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";

let mine: TestWorkspace;
beforeAll(async () => {
  mine = await newWorkspace();
});

const find = (q: string) => read(mine.manager, (tx) => findLeadIds(tx, q));

type Case = [stored: Partial<CreateLeadInput>, found: string[], not?: string[]];

/** Letters that follow the words and separate the leads of one case from those of another. */
const CASES: Case[] = [
  // Apostrophes in all forms.
  [
    { name: "Лукʼяненко аа1" },
    [
      "лук'яненко аа1",
      "Лук’яненко аа1",
      "ЛУК`ЯНЕНКО аа1",
      "лук´яненко аа1",
      "лукяненко аа1",
      "лук′яненко аа1",
    ],
    ["лук яненкоо аа1"],
  ],
  [{ name: "O'Brien аа2" }, ["o’brien аа2", "obrien аа2"]],
  [{ name: "ТОВ «Ромашка» аа3" }, ['тов "ромашка" аа3', "тов ромашка аа3", "“Ромашка” аа3"]],
  // Each word separately.
  [{ name: "Тарас Шевченко бб1" }, ["Шевченко Тарас бб1", "бб1 шев тар"], ["шевченко бб1 оксана"]],
  [
    { name: "Ірина бб2", email: "iryna@mail.example", business_domain: "bakery.example" },
    ["mail.example ірина бб2", "bakery iryna бб2"],
    ["ірина бб2 gmail"],
  ],
  // Composition, marks, case, and letters that people use alike.
  [{ name: "Йожи\u0306к вв1".normalize("NFD") }, ["йожйк вв1", "ЙОЖЙК вв1".normalize("NFD")], ["иожик вв1"]],
  [{ name: "Алёна Ґалаґан вв2" }, ["алена галаган вв2", "АЛЁНА ҐАЛАҐАН вв2"]],
  [{ name: "Їжакевич Євген вв3" }, ["іжакевич евген вв3", "ЇЖАКЕВИЧ ЄВГЕН вв3"]],
  [
    { name: "Müller-Lüdenscheidt Łukasz Straße вв4" },
    ["muller-ludenscheidt lukasz strasse вв4", "МÜLLER вв4"],
  ],
  [{ name: "Тара\u0301с вв5" }, ["тарас вв5"]],
  [{ name: "ΟΔΥΣΣΕΥΣ вв6" }, ["οδυσσευς вв6"]],
  [{ name: "ﬁnance ① Ｃｏ вв7" }, ["finance 1 co вв7"]],
  // Invisible characters and white space.
  [{ name: "Анна\u200bСтепан\u00a0Коваль\u2009гг1" }, ["аннастепан коваль гг1", "анна\u200bстепан\u3000гг1"]],
  [{ name: "Соф\u00adія гг2" }, ["софія гг2", "соф\u2060ія гг2"]],
  // Two alphabets in a word: Latin i and O, Cyrillic а and В.
  [{ name: "Сергiй Oксана дд1" }, ["сергій оксана дд1", "Сергiй Oксана дд1", "оксана дд1"]],
  [{ name: "Ivаn Вrown дд2" }, ["ivan brown дд2"]],
  [{ name: "Сергій Brown дд3" }, ["сергiй дд3", "Вrown дд3"]],
  // Words of one alphabet are not converted.
  [
    { name: "ITшник дд4", email: "co@comx.example" },
    ["it дд4", "іт дд4", "itшник дд4"],
    ["со дд4", "сомх дд4"],
  ],
];

test.each(CASES)("%j is found", async (stored, found, not = []) => {
  const { id } = await newLead(mine.manager, stored);
  for (const q of found) expect(await find(q), q).toEqual([id]);
  for (const q of not) expect(await find(q), q).toEqual([]);
});

const WRITTEN = [
  "+380 44 765-43-21",
  "(044) 765-43-21",
  "0447654321",
  "380447654321",
  "+38(044)7654321",
  "044.765.43.21",
];

test.each(WRITTEN)("a phone stored as %j is found in every written form", async (phone) => {
  const { manager } = await newWorkspace();
  const { id } = await newLead(manager, { phone });
  await newLead(manager, { phone: "+380447654322" });
  const finds = (q: string) => read(manager, (tx) => findLeadIds(tx, q));
  for (const q of [...WRITTEN, "00380447654321", "8 044 765 43 21", "765-43-21", "7654321"]) {
    expect(await finds(q), q).toEqual([id]);
  }
  expect(await finds("0447654320")).toEqual([]);
});

test("a phone of another country is found by its national form too, and an unreadable one by its digits", async () => {
  const abroad = await newLead(mine.manager, { phone: "+44 20 7946 0958" });
  for (const q of ["020 7946 0958", "(020) 79460958", "+442079460958"])
    expect(await find(q), q).toEqual([abroad.id]);
  const raw = await newLead(mine.manager, { phone: "067 111-22-33, 067 444-55-66" });
  for (const q of ["0671112233", "067 444 55 66", "444-55-66"]) expect(await find(q), q).toEqual([raw.id]);
  await updateLead(mine.manager, raw.id, { phone: "0674445566" });
  expect(await find("+380 67 444 55 66")).toEqual([raw.id]);
  expect(await find("0671112233")).toEqual([]);
});

test("numbers in groups are found as they are stored", async () => {
  const { id } = await newLead(mine.manager, { external_id: "ord-2026-12-01", name: "12 кв, 34" });
  for (const q of ["2026-12-01", "ord-2026-12-01", "20261201", "34 12", "2026-12"])
    expect(await find(q), q).toEqual([id]);
});

test("a query without letters or digits finds nothing", async () => {
  for (const q of ["'", "«»", "\u200b"]) expect(await find(q), q).toEqual([]);
});

test("the stored text is in the current form of the function", async () => {
  const { rows } = await read(mine.manager, (tx) =>
    tx.execute(sql`
      select id from leads join lead_search on lead_search.workspace_id = leads.workspace_id and lead_id = id
      where search_text <> search_text_of(name, phone, phone_written, email, external_id, business_domain)`),
  );
  expect(rows).toEqual([]);
});
