import { sql } from "drizzle-orm";
import { withWorkspace } from "#db/client.ts";
import { REQUEST_EVENTS } from "#lib/core/event-types.ts";

const TABLES = [
  "workspaces",
  "memberships",
  "api_keys",
  "invites",
  "departments",
  "operators",
  "sources",
  "leads",
  "sales",
  "appeals",
  "operator_weights",
  "distribution_states",
  "messages",
  "assessments",
  "events",
  "bulk_jobs",
];

/** A hash over every row of a workspace: equal before and after means that nothing changed. */
export function tenantFingerprint(workspaceId: number): Promise<Record<string, string>> {
  return withWorkspace({ workspaceId }, async (tx) => {
    const hashes = await Promise.all(
      TABLES.map(async (table) => {
        const { rows } = await tx.execute<{ hash: string }>(
          // When a key was last used, and that somebody was refused, is no change of the workspace.
          sql`select coalesce(md5(string_agg((to_jsonb(t) - 'last_used_at')::text, ',' order by to_jsonb(t)::text)), '') as hash from ${sql.identifier(table)} t 
            where not coalesce(to_jsonb(t) ->> 'type' = any (string_to_array(${REQUEST_EVENTS.join()}, ',')), false)`,
        );
        return [table, rows[0]?.hash ?? ""] as const;
      }),
    );
    return Object.fromEntries(hashes);
  });
}
