import { eq, type Placeholder, type SQL, sql } from "drizzle-orm";
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

/** The id of the source with this code, as a part of a statement. */
export const idOfSource = (code: string | Placeholder): SQL =>
  sql`(select ${sources.id} from ${sources} where ${sources.code} = ${code})`;

/** @returns the id of the source with this code, or 0, which is nobody's */
export async function findSourceId(tx: Tx, code: string): Promise<number> {
  const [source] = await tx.select({ id: sources.id }).from(sources).where(eq(sources.code, code));
  return source?.id ?? 0;
}
