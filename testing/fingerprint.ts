import { sql } from "drizzle-orm";
import { type Tx, withRole, withWorkspace } from "#db/client.ts";
import { settleBackground } from "#lib/core/background.ts";
import { REQUEST_EVENTS } from "#lib/core/event-types.ts";

/** Columns whose changes do not count as a change of the workspace. */
const LAST_SEEN_COLUMNS = ["last_used_at", "last_used_ip", "last_seen_at"];

/** The tables of calls to an AI. An attempt counts there even when it fails. */
export const CALLS_OF_AI = ["scoring_budgets", "scoring_leases"] as const;

/** Every table that holds rows of one workspace and that the application may read. */
const tenantTables = sql<{ name: string }>`
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and has_table_privilege(current_user, oid, 'select')
    and (relname = 'workspaces' or exists (
      select from pg_attribute where attrelid = pg_class.oid and attname = 'workspace_id' and not attisdropped))
  order by relname`;

async function hashOf(tx: Tx, table: string, where = sql`true`, signs = LAST_SEEN_COLUMNS): Promise<string> {
  const rowWithoutSigns = sql`to_jsonb(t) - ${sql.raw(`array['${signs.join("','")}']`)}`;
  const { rows } = await tx.execute<{ hash: string }>(
    sql`select coalesce(md5(string_agg((${rowWithoutSigns})::text, ',' order by to_jsonb(t)::text)), '') as hash
        from ${sql.identifier(table)} t where ${where}`,
  );
  return rows[0]?.hash ?? "";
}

/**
 * A hash of every table over the rows of a workspace, and over the accounts and sessions of its people: equal before
 * and after means that nothing changed.
 * @param without tables that may change
 */
export async function tenantFingerprint(
  workspaceId: number,
  { without = [] }: { without?: readonly string[] } = {},
): Promise<Record<string, string>> {
  // Some events are written in the background, after the answer.
  await settleBackground();
  // Events about requests, such as refused ones, are no change.
  const notes = sql.raw(REQUEST_EVENTS.map((type) => `'${type}'`).join(", "));
  const rows = await withWorkspace({ workspaceId }, async (tx) => {
    const tables = await tx.execute<{ name: string }>(tenantTables);
    const hashes: [string, string][] = [];
    for (const { name } of tables.rows.filter(({ name }) => !without.includes(name)))
      hashes.push([
        name,
        await hashOf(tx, name, name === "events" ? sql`t.type not in (${notes})` : sql`true`),
      ]);
    return hashes;
  });
  const people = await withRole("leadline_auth", async (tx) => {
    const members = sql`(select user_id from memberships where workspace_id = ${workspaceId})`;
    const places = [...LAST_SEEN_COLUMNS, "ip", "user_agent"];
    return [
      ["users", await hashOf(tx, "users", sql`t.id in ${members}`)],
      ["sessions", await hashOf(tx, "sessions", sql`t.user_id in ${members}`, places)],
    ] as [string, string][];
  });
  return Object.fromEntries([...rows, ...people]);
}
