import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { prepareOnce, queryOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import type { Card } from "#lib/core/board-rank.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound, StaleVersion } from "#lib/core/errors.ts";
import { type JsonPage, selectAsJson, toJsonPage } from "#lib/core/json-rows.ts";
import { type Cursor, DEFAULT_LIMIT } from "#lib/core/paging.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { isVisibleLead, visibleLeads } from "./access.ts";
import { filterShape, leadConditions, newestMatches, SEARCH_LIMIT, usedFilters } from "./lead-conditions.ts";
import { leadJson, presentLead } from "./present.ts";
import type { LEAD_SORTS, LeadFilter, LeadJson } from "./schema.ts";

const { workspaceId: _workspace, isDemo: _demo, ...stored } = getTableColumns(leads);

/** What a lead's own row says, without what only the database needs. */
export const leadColumns = stored;

/** A lead's own row. */
export type StoredLead = Omit<typeof leads.$inferSelect, "workspaceId" | "isDemo">;

const selection = {
  ...leadColumns,
  source: sources.code,
  sourceDepartmentId: sources.departmentId,
  ownerName: operators.name,
  saleId: sales.id,
  staleDays: sql<number | null>`(select ${workspaces.aiStaleDays} from ${workspaces})`.as("stale_days"),
};

/** A lead with the names that every screen and answer shows beside it. */
export type LeadRow = Awaited<ReturnType<typeof getLead>>;

const SORT_COLUMNS = {
  created_at: leads.createdAt,
  updated_at: leads.updatedAt,
  stage_changed_at: leads.stageChangedAt,
  ai_score: leads.aiScore,
  name: leads.name,
  message_count: leads.messageCount,
} as const satisfies Record<(typeof LEAD_SORTS)[number], unknown>;

type LeadSort = keyof typeof SORT_COLUMNS | `-${keyof typeof SORT_COLUMNS}`;

export const itsSource = and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId));
const itsOwner = and(eq(operators.workspaceId, leads.workspaceId), eq(operators.id, leads.ownerId));
const itsSale = and(eq(sales.workspaceId, leads.workspaceId), eq(sales.leadId, leads.id));

/** Leads with source, owner and sale, for any condition on them. */
export function selectLeads(tx: Tx) {
  return tx
    .select(selection)
    .from(leads)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOwner)
    .leftJoin(sales, itsSale)
    .$dynamic();
}

/** The same as the API answers with it. */
function selectLeadJson(tx: Tx) {
  return tx
    .select(leadJson())
    .from(leads)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOwner)
    .$dynamic();
}

/** @throws NotFound when there is none, or none that this person may see */
export async function getLead(tx: Tx, ctx: Ctx, leadId: number) {
  const [lead] = await selectLeads(tx).where(and(eq(leads.id, leadId), visibleLeads(ctx)));
  if (!lead) throw new NotFound("Lead");
  return lead;
}

/** Where a lead lies on the board, if this person may see it. */
export async function findLeadCard(tx: Tx, ctx: Ctx, leadId: number): Promise<Card | undefined> {
  const isIt = and(eq(leads.id, leadId), isVisibleLead(tx, ctx));
  const [card] = await tx.select({ stage: leads.stage, rank: leads.rank }).from(leads).where(isIt);
  return card;
}

/**
 * The lead, locked until the transaction ends: whoever moves, transfers or edits it goes one by one.
 * @throws NotFound
 * @throws StaleVersion when a version is expected and somebody changed the lead since
 */
export async function lockLead(tx: Tx, ctx: Ctx, leadId: number, expectedVersion?: number): Promise<LeadRow> {
  await tx.execute(sql`select from ${leads} where ${leads.id} = ${leadId} for update`);
  const lead = await getLead(tx, ctx, leadId);
  if (expectedVersion !== undefined && expectedVersion !== lead.version)
    throw new StaleVersion(presentLead(lead));
  return lead;
}

/** The newest leads, `limit` at most, that have the words in their name, phone, e-mail, external id or domain. */
export async function findLeadIds(tx: Tx, words: string, limit = SEARCH_LIMIT): Promise<number[]> {
  const rows = await queryOnce<{ id: string }>(tx, "select find_leads($1, $2) as id", [words, limit]);
  return rows.map(({ id }) => Number(id));
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
  // Found in the order of the list, and all of them shown: one page needs no more.
  const isAsFound = sort === "-created_at" && usedFilters(filter).join() === "q" && seesWholeWorkspace(ctx);
  const conditions = leadConditions(filter, isAsFound ? newestMatches(shown, cursor) : undefined);
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
  // Both are sent before either answer is awaited: a list is one packet, see readAtOnce.
  const [[found], total] = await Promise.all([
    page.execute(filter),
    options.count === "true" ? countLeads(tx, ctx, filter) : undefined,
  ]);
  const cursorOf = (lead: LeadJson): Cursor => [lead[name], lead.id];
  const answer = toJsonPage(found, options.limit, orderName(sorting), cursorOf);
  return { ...answer, ...(total === undefined ? {} : { total }) };
}

/** The ids of the leads that match and that the caller may see, the newest first, at most `limit`. */
export async function listLeadIds(tx: Tx, ctx: Ctx, filter: LeadFilter, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: leads.id })
    .from(leads)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOwner)
    .where(and(...leadConditions(filter), visibleLeads(ctx)))
    .orderBy(desc(leads.id))
    .limit(limit)
    .prepare("")
    .execute(filter);
  return rows.map(({ id }) => id);
}

/** Which of these leads the caller may see. */
export async function visibleOf(tx: Tx, ctx: Ctx, leadIds: number[]): Promise<Set<number>> {
  const isOneOf = sql`${leads.id} = any (${sql.param(leadIds)}::bigint[])`;
  const rows = await tx
    .select({ id: leads.id })
    .from(leads)
    .where(and(isOneOf, isVisibleLead(tx, ctx)));
  return new Set(rows.map(({ id }) => id));
}

/** How many leads match that the caller may see, counted up to `atMost`. */
export async function countLeads(
  tx: Tx,
  ctx: Ctx,
  filter: LeadFilter,
  atMost = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const found = tx
    .select({ one: sql`1`.as("one") })
    .from(leads)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOwner)
    .where(and(...leadConditions(filter), visibleLeads(ctx)))
    .limit(atMost)
    .as("found");
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(found)
    .prepare("")
    .execute(filter);
  return row?.count ?? 0;
}
