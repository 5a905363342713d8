import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { queryOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { isVisibleLead, visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Card } from "#lib/core/board-rank.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { MAX_SEARCH_HITS } from "#lib/core/limits.ts";
import { leadConditions } from "./filter-leads.ts";
import type { LeadFilter } from "./schema.ts";

const { workspaceId: _workspace, isDemo: _demo, ...stored } = getTableColumns(leads);

/** The columns of a lead, without those that only the database needs. */
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

export const itsSource = and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId));
export const itsOwner = and(eq(operators.workspaceId, leads.workspaceId), eq(operators.id, leads.ownerId));
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

/** @throws NotFound when there is none, or none that this person may see */
export async function getLead(tx: Tx, ctx: Ctx, leadId: number) {
  const [lead] = await selectLeads(tx).where(and(eq(leads.id, leadId), visibleLeads(ctx)));
  if (!lead) throw new NotFound("Lead");
  return lead;
}

/** The place of a lead on the board, if the caller may see the lead. */
export async function findLeadCard(tx: Tx, ctx: Ctx, leadId: number): Promise<Card | undefined> {
  const isIt = and(eq(leads.id, leadId), isVisibleLead(tx, ctx));
  const [card] = await tx.select({ stage: leads.stage, rank: leads.rank }).from(leads).where(isIt);
  return card;
}

/** The newest leads, `limit` at most, that have the words in their name, phone, e-mail, external id or domain. */
export async function findLeadIds(tx: Tx, words: string, limit = MAX_SEARCH_HITS): Promise<number[]> {
  const rows = await queryOnce<{ id: string }>(tx, "select find_leads($1, $2) as id", [words, limit]);
  return rows.map(({ id }) => Number(id));
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

/** How many leads match that the caller may see, counted up to `limit`. */
export async function countLeads(
  tx: Tx,
  ctx: Ctx,
  filter: LeadFilter,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const found = tx
    .select({ one: sql`1`.as("one") })
    .from(leads)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOwner)
    .where(and(...leadConditions(filter), visibleLeads(ctx)))
    .limit(limit)
    .as("found");
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(found)
    .prepare("")
    .execute(filter);
  return row?.count ?? 0;
}
