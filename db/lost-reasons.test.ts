import { randomBytes } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import en from "#lib/i18n/messages/en.json" with { type: "json" };
import ru from "#lib/i18n/messages/ru.json" with { type: "json" };
import uk from "#lib/i18n/messages/uk.json" with { type: "json" };
import { migrateDatabase } from "./migrate.ts";

const name = `leadline_test_${randomBytes(6).toString("hex")}`;
const url = new URL(process.env.DATABASE_URL ?? "");
let server: pg.Client;
let database: pg.Client;

const TABLES = [
  ...["workspaces", "sources", "operators", "leads", "lead_search", "sales", "saved_views"],
  ...["lead_deltas", "sale_deltas", "funnel_counters"],
];
/** The owner reads and writes rows of tenants only while no table forces its rules on it. */
const look = () =>
  database.query(TABLES.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`).join(";"));

beforeAll(async () => {
  server = new pg.Client({ connectionString: url.href });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  database = new pg.Client({ connectionString: url.href });
  await database.connect();
  await look();
  // As the database was before the migration.
  await database.query(`
    ALTER TABLE leads DROP COLUMN lost_comment;
    ALTER TABLE sales DROP COLUMN lost_comment;
    ALTER TABLE workspaces DROP COLUMN business_domains, DROP COLUMN lost_reasons`);
});
afterAll(async () => {
  await database.end();
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

/** What was stored, and the reason and the comment that it becomes. */
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

test("old texts become codes where they are the words of one in any language, and comments of other else", async () => {
  const texts = CASES.map(([text]) => text);
  await database.query(`
    INSERT INTO workspaces (name) VALUES ('Older');
    INSERT INTO sources (workspace_id, code, name, kind) SELECT id, 'manual', 'Manual', 'manual' FROM workspaces;
    INSERT INTO operators (workspace_id, name) SELECT id, 'Olha' FROM workspaces;
    INSERT INTO saved_views (workspace_id, operator_id, board, name, query)
      SELECT workspace_id, id, 'leads', 'Lost', 'is_lost=true&lost_reason=No+budget&source=manual' FROM operators;
    INSERT INTO funnel_counters (workspace_id, source_id, level, block, step, bucket, is_lost, reason, count)
      SELECT id, 0, 0, 1, 0, -1, reason <> '', reason, count FROM workspaces,
        (VALUES ('', 7), ('No budget', 2), ('Немає бюджету', 3), ('Too far away', 1), ('Too dear', 4)) AS was (reason, count)`);
  await database.query(
    `INSERT INTO leads (workspace_id, source_id, stage, lost_reason, rank)
      SELECT workspace_id, id, 'lost', text, 'a' FROM sources, unnest($1::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place`,
    [texts],
  );
  const [file = ""] = globSync("drizzle/*_lost_reasons_and_domains.sql");
  await database.query(readFileSync(file, "utf8"));
  await look();
  const rowsOf = async (query: string) => (await database.query({ text: query, rowMode: "array" })).rows;
  expect(await rowsOf("SELECT lost_reason, lost_comment FROM leads ORDER BY id")).toEqual(
    CASES.map(([, reason, comment]) => [reason, comment]),
  );
  expect(await rowsOf("SELECT lost_reason FROM lead_deltas ORDER BY id")).toEqual(
    CASES.map(([, reason]) => [reason]),
  );
  expect(await rowsOf('SELECT reason, count FROM funnel_counters ORDER BY reason COLLATE "C"')).toEqual([
    ["", 7],
    ["no_budget", 5],
    ["other", 5],
  ]);
  expect(await rowsOf("SELECT query FROM saved_views")).toEqual([
    ["is_lost=true&lost_reason=no_budget&source=manual"],
  ]);
  expect(await rowsOf("SELECT business_domains, lost_reasons FROM workspaces")).toEqual([[[], []]]);
});
