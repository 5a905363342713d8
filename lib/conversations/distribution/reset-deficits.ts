import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { distributionStates } from "#db/schema/distribution.ts";

/** Resets the deficits of all operators of a source to zero. The source must be locked. */
export async function resetDeficits(tx: Tx, sourceId: number): Promise<void> {
  await tx
    .update(distributionStates)
    .set({ operatorIds: [], deficits: [], lastTurns: [] })
    .where(eq(distributionStates.sourceId, sourceId));
}
