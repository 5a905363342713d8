import { sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { isWithinLimits } from "#lib/auth/session-limits.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/**
 * Deletes the sessions of a workspace that have expired by its limits.
 * @returns how many there were
 */
export async function deleteOldSessionsTask(ctx: Ctx): Promise<number> {
  const { rowCount } = await withRole("leadline_auth", (tx) =>
    tx.execute(sql`delete from ${sessions} using ${workspaces}
      where ${workspaces.id} = ${sessions.workspaceId} and ${sessions.workspaceId} = ${ctx.workspaceId}
      and not ${isWithinLimits}`),
  );
  return rowCount ?? 0;
}
