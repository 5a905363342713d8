import { and } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type JsonPage, selectAsJson, toJsonPage } from "#lib/core/json-rows.ts";
import { type Cursor, DEFAULT_LIMIT } from "#lib/core/paging.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { filterShape, leadConditions, newestMatches, usedFilters } from "./filter-leads.ts";
import { leadJson } from "./present.ts";
import { countLeads, itsOwner, itsSource } from "./queries.ts";
import type { LEAD_SORTS, LeadFilter, LeadJson } from "./schema.ts";

const SORT_COLUMNS = {
  created_at: leads.createdAt,
  updated_at: leads.updatedAt,
  stage_changed_at: leads.stageChangedAt,
  ai_score: leads.aiScore,
  name: leads.name,
  message_count: leads.messageCount,
} as const satisfies Record<(typeof LEAD_SORTS)[number], unknown>;

type LeadSort = keyof typeof SORT_COLUMNS | `-${keyof typeof SORT_COLUMNS}`;

/** Leads as the JSON of the API. */
function selectLeadJson(tx: Tx) {
  return tx
    .select(leadJson())
    .from(leads)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOwner)
    .$dynamic();
}

type ListOptions = {
  sort?: LeadSort | undefined;
  limit: number;
  cursor?: string | undefined;
  count?: string | undefined;
};

/** One page of the leads that the caller may see, as the API answers. Newest first unless sorted otherwise. */
export async function listLeads(
  tx: Tx,
  ctx: Ctx,
  filter: LeadFilter,
  options: ListOptions,
): Promise<JsonPage<LeadJson>> {
  const sort = options.sort ?? "-created_at";
  const name = sort.replace("-", "") as keyof typeof SORT_COLUMNS;
  const sorting: Sorting = {
    column: SORT_COLUMNS[name],
    idColumn: leads.id,
    descending: sort.startsWith("-"),
  };
  const cursor = decodeSortedCursor(sorting, options.cursor);
  const shown = options.limit + 1;
  // The search returns ids in the order of this list and nothing else filters them, so one page of matches is enough.
  const isInOrderOfSearch =
    sort === "-created_at" && usedFilters(filter).join() === "q" && canSeeWholeWorkspace(ctx);
  const conditions = leadConditions(filter, isInOrderOfSearch ? newestMatches(shown, cursor) : undefined);
  const build = (db: Tx, statement: string) =>
    selectAsJson(
      db,
      selectLeadJson(db)
        .where(and(...conditions, visibleLeads(ctx), cursor && afterCursor(sorting, cursor)))
        .orderBy(...orderOf(sorting)),
      shown,
    ).prepare(statement);
  const isUsual = cursor === undefined && options.limit === DEFAULT_LIMIT;
  const page = isUsual ? prepareOnce(tx, `leads|${sort}|${filterShape(ctx, filter)}`, build) : build(tx, "");
  // Both are sent before either answer is awaited, so that the list is one packet; see `readAtOnce`.
  const [[found], total] = await Promise.all([
    page.execute(filter),
    options.count === "true" ? countLeads(tx, ctx, filter) : undefined,
  ]);
  const cursorOf = (lead: LeadJson): Cursor => [lead[name], lead.id];
  const answer = toJsonPage(found, options.limit, orderName(sorting), cursorOf);
  return { ...answer, ...(total === undefined ? {} : { total }) };
}
