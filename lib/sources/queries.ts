import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sources } from "#db/schema/sources.ts";
import { NotFound } from "#lib/core/errors.ts";

export type SourceRow = typeof sources.$inferSelect;

/** The workspace's sources, the oldest first. */
export function listSources(tx: Tx): Promise<SourceRow[]> {
  return tx.select().from(sources).orderBy(sources.id);
}

/** @throws NotFound */
export async function getSource(tx: Tx, sourceId: number): Promise<SourceRow> {
  const [source] = await tx.select().from(sources).where(eq(sources.id, sourceId));
  if (!source) throw new NotFound("Source");
  return source;
}
