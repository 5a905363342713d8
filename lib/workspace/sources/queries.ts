import { and, eq, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sources } from "#db/schema/sources.ts";
import { NotFound } from "#lib/core/errors.ts";
import { applySlice, hasWords, ifGiven, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type { SOURCE_SORTS, SourcesQuery } from "./schema.ts";

export type SourceRow = typeof sources.$inferSelect;

const SOURCES: Listing<SourceRow, (typeof SOURCE_SORTS)[number]> = {
  sorts: {
    created_at: { column: sources.createdAt, of: ({ createdAt }) => createdAt },
    name: { column: sources.name, of: ({ name }) => name },
    code: { column: sources.code, of: ({ code }) => code },
  },
  defaultSort: "created_at",
  idColumn: sources.id,
  find: (tx, slice) => applySlice(tx.select().from(sources).$dynamic(), slice),
};

/** The sources that match; the oldest first unless sorted otherwise. */
export function pageOfSources(tx: Tx, query: SourcesQuery): Promise<Page<SourceRow>> {
  const where = and(
    ifGiven(query.kind, (kind) => eq(sources.kind, kind)),
    ifGiven(query.strategy, (strategy) => eq(sources.strategy, strategy)),
    ifGiven(query.department_id, (departmentId) => eq(sources.departmentId, departmentId)),
    hasWords(query.q, [sources.name, sources.code]),
  );
  return listRows(tx, SOURCES, where, query);
}

/** The workspace's sources, the oldest first. */
export async function listSources(tx: Tx): Promise<SourceRow[]> {
  return (await pageOfSources(tx, {})).rows;
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

/** @returns the id of the source with this code, or 0, which no source has */
export async function findSourceId(tx: Tx, code: string): Promise<number> {
  const [source] = await tx.select({ id: sources.id }).from(sources).where(eq(sources.code, code));
  return source?.id ?? 0;
}
