import { afterAll, beforeAll, expect, test } from "vitest";
import { type OlderDatabase, openOlderDatabase } from "#testing/older-database.ts";

let older: OlderDatabase;

beforeAll(async () => {
  older = await openOlderDatabase(
    "predecessors",
    ["workspaces", "sources", "leads", "lead_search", "lead_deltas"],
    "ALTER TABLE leads DROP COLUMN predecessor_id",
  );
});
afterAll(() => older.drop());

test("the migration sets the predecessor of leads that were renewed before it", async () => {
  await older.client.query(`
    INSERT INTO workspaces (name) VALUES ('Older'), ('Other');
    INSERT INTO sources (workspace_id, code, name, kind) SELECT id, 'manual', 'Manual', 'manual' FROM workspaces;
    INSERT INTO leads (workspace_id, source_id, stage, lost_reason, rank)
      SELECT workspace_id, id, 'lost', 'other', 'a' FROM sources, generate_series(1, 3) ORDER BY workspace_id;
    UPDATE leads SET successor_id = id + 1 WHERE id IN (1, 2, 5)`);
  await older.migrate();
  expect(await older.rowsOf("SELECT id, predecessor_id FROM leads ORDER BY id")).toEqual([
    ["1", null],
    ["2", "1"],
    ["3", "2"],
    ["4", null],
    ["5", null],
    ["6", "5"],
  ]);
});
