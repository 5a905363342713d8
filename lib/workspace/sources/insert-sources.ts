import type { Tx } from "#db/client.ts";
import { distributionStates } from "#db/schema/distribution.ts";
import { sources } from "#db/schema/sources.ts";
import type { SourceRow } from "./queries.ts";

/**
 * Inserts sources, each with the row that holds the lock and the state of its distribution. Skips those whose code is
 * taken. The calling verb records the events.
 */
export async function insertSources(tx: Tx, values: (typeof sources.$inferInsert)[]): Promise<SourceRow[]> {
  const made = await tx.insert(sources).values(values).onConflictDoNothing().returning();
  if (made.length > 0) {
    await tx
      .insert(distributionStates)
      .values(made.map(({ workspaceId, id }) => ({ workspaceId, sourceId: id })));
  }
  return made;
}
