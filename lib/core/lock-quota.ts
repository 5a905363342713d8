import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Ctx } from "./ctx.ts";

/**
 * Serializes the workspace's transactions that count towards a quota. Two at once would both find the last place
 * free.
 */
export async function lockQuota(tx: Tx, { workspaceId }: Ctx, quota: "bulk_jobs" | "invites"): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId}:quota:${quota}`}, 0))`,
  );
}
