import { afterAll, beforeAll, expect, test } from "vitest";
import en from "#lib/i18n/messages/en.json" with { type: "json" };
import ru from "#lib/i18n/messages/ru.json" with { type: "json" };
import uk from "#lib/i18n/messages/uk.json" with { type: "json" };
import { type OlderDatabase, openOlderDatabase } from "#testing/older-database.ts";

let older: OlderDatabase;

const TABLES = [
  ...["workspaces", "sources", "operators", "leads", "lead_search", "sales", "saved_views"],
  ...["lead_deltas", "sale_deltas", "funnel_counters"],
];

beforeAll(async () => {
  older = await openOlderDatabase(
    "lost_reasons_and_domains",
    TABLES,
    `ALTER TABLE leads DROP COLUMN lost_comment;
    ALTER TABLE sales DROP COLUMN lost_comment;
    ALTER TABLE workspaces DROP COLUMN business_domains, DROP COLUMN lost_reasons`,
  );
});
afterAll(() => older.drop());

/** The stored text, and the reason and comment that it is migrated to. */
const CASES: [text: string, reason: string, comment: string | null][] = [
  ["Never answered", "no_response", null],
  ["Обрали іншого постачальника", "other_supplier", null],
  ["  NO BUDGET ", "no_budget", null],
  ["no_budget", "no_budget", null],
  ["Too far away", "other", "Too far away"],
  ...[en, uk, ru].flatMap(({ lost }) =>
    Object.entries(lost.reasons).map(([code, words]): [string, string, null] => [words, code, null]),
  ),
];

test("old texts become codes if they are the words of one in any language, and comments of `other` if not", async () => {
  const texts = CASES.map(([text]) => text);
  await older.client.query(`
    INSERT INTO workspaces (name) VALUES ('Older');
    INSERT INTO sources (workspace_id, code, name, kind) SELECT id, 'manual', 'Manual', 'manual' FROM workspaces;
    INSERT INTO operators (workspace_id, name) SELECT id, 'Olha' FROM workspaces;
    INSERT INTO saved_views (workspace_id, operator_id, board, name, query)
      SELECT workspace_id, id, 'leads', 'Lost', 'is_lost=true&lost_reason=No+budget&source=manual' FROM operators;
    INSERT INTO funnel_counters (workspace_id, source_id, level, block, step, bucket, is_lost, reason, count)
      SELECT id, 0, 0, 1, 0, -1, reason <> '', reason, count FROM workspaces,
        (VALUES ('', 7), ('No budget', 2), ('Немає бюджету', 3), ('Too far away', 1), ('Too dear', 4)) AS was (reason, count)`);
  await older.client.query(
    `INSERT INTO leads (workspace_id, source_id, stage, lost_reason, rank)
      SELECT workspace_id, id, 'lost', text, 'a' FROM sources, unnest($1::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place`,
    [texts],
  );
  await older.migrate();
  expect(await older.rowsOf("SELECT lost_reason, lost_comment FROM leads ORDER BY id")).toEqual(
    CASES.map(([, reason, comment]) => [reason, comment]),
  );
  expect(await older.rowsOf("SELECT lost_reason FROM lead_deltas ORDER BY id")).toEqual(
    CASES.map(([, reason]) => [reason]),
  );
  expect(await older.rowsOf('SELECT reason, count FROM funnel_counters ORDER BY reason COLLATE "C"')).toEqual(
    [
      ["", 7],
      ["no_budget", 5],
      ["other", 5],
    ],
  );
  expect(await older.rowsOf("SELECT query FROM saved_views")).toEqual([
    ["is_lost=true&lost_reason=no_budget&source=manual"],
  ]);
  expect(await older.rowsOf("SELECT business_domains, lost_reasons FROM workspaces")).toEqual([[[], []]]);
});
