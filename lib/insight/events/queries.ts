import { and, asc, desc, eq, getTableColumns, gt, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { SECURITY_EVENTS } from "#lib/core/event-types.ts";
import { type HistoryQuery, ifGiven } from "#lib/core/listing.ts";
import { decodeCursor, type Page, toPage } from "#lib/core/paging.ts";
import { boundsOf } from "#lib/core/period.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { originVisibleTo, visibleEvents, withVisibleOrigin } from "./access.ts";
import type { EventFilter } from "./schema.ts";

/** The present name of the subject of an event; empty when it has no name or was deleted. */
const subjectName = sql<string | null>`case events.subject_type
  when 'lead' then (select name from leads where workspace_id = events.workspace_id and id = events.subject_id)
  when 'sale' then (
    select leads.name from sales join leads on (leads.workspace_id, leads.id) = (sales.workspace_id, sales.lead_id)
    where sales.workspace_id = events.workspace_id and sales.id = events.subject_id)
  when 'appeal' then (
    select leads.name from appeals join leads on (leads.workspace_id, leads.id) = (appeals.workspace_id, appeals.lead_id)
    where appeals.workspace_id = events.workspace_id and appeals.id = events.subject_id)
  when 'operator' then (select name from operators where workspace_id = events.workspace_id and id = events.subject_id)
  when 'user' then (select name from operators where workspace_id = events.workspace_id and user_id = events.subject_id)
  when 'source' then (select name from sources where workspace_id = events.workspace_id and id = events.subject_id)
  when 'department' then (select name from departments where workspace_id = events.workspace_id and id = events.subject_id)
  when 'invite' then (select coalesce(name, email) from invites where workspace_id = events.workspace_id and id = events.subject_id)
end`;

export type EventRow = typeof events.$inferSelect & { subjectName: string | null };

type PageOptions = Omit<HistoryQuery, "q">;

/** The events of one subject, the newest first unless sorted otherwise. The caller has checked that it is visible. */
export function listEventsOf(
  tx: Tx,
  ctx: Ctx,
  subject: { type: "lead" | "sale"; id: number },
  { q, ...options }: HistoryQuery,
) {
  const isOfSubject = and(eq(events.subjectType, subject.type), eq(events.subjectId, subject.id));
  return pageOfEvents(tx, ctx, and(isOfSubject, ifGiven(q, matchesWords)), options);
}

/** The log: the events of the workspace that the caller may see, the newest first unless sorted otherwise. */
export async function listEvents(
  tx: Tx,
  ctx: Ctx,
  filter: EventFilter,
  options: PageOptions,
): Promise<Page<EventRow>> {
  const { timeZone } = await getSettings(tx);
  const bounds = boundsOf(filter, timeZone);
  const where = and(
    ifGiven(filter.type, (type) =>
      or(...prefixesOf(type).map((start) => sql`starts_with(${events.type}, ${start})`)),
    ),
    ifGiven(
      filter.actor,
      (actor) => sql`${events.actorName} ilike ${`%${actor.replace(/[\\%_]/g, "\\$&")}%`}`,
    ),
    ifGiven(filter.subject_type, (type) => eq(events.subjectType, type)),
    ifGiven(filter.subject_id, (id) => eq(events.subjectId, id)),
    ifGiven(filter.ip, (ip) => and(eq(events.ip, ip), originVisibleTo(ctx))),
    ifGiven(filter.from, () => gte(events.createdAt, bounds.from)),
    ifGiven(filter.to, () => lt(events.createdAt, bounds.to)),
    ifGiven(filter.q, matchesWords),
    visibleEvents(ctx),
  );
  return pageOfEvents(tx, ctx, where, options);
}

/** Whether the changes or the actor of an event contain the words. */
function matchesWords(words: string): SQL {
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${events.after}::text ilike ${pattern} or ${events.before}::text ilike ${pattern} or ${events.actorName} ilike ${pattern})`;
}

const prefixesOf = (type: string): readonly string[] => (type === "security" ? SECURITY_EVENTS : [type]);

/** Ids are in the order of time. */
async function pageOfEvents(
  tx: Tx,
  ctx: Ctx,
  where: SQL | undefined,
  { limit, cursor, sort = "-created_at", count }: PageOptions,
): Promise<Page<EventRow>> {
  const isOldestFirst = sort === "created_at";
  const order = isOldestFirst ? "events.id" : "-events.id";
  const after = decodeCursor(cursor, order);
  const rows = await tx
    .select({ ...getTableColumns(events), subjectName })
    .from(events)
    .where(and(where, after && (isOldestFirst ? gt : lt)(events.id, after[1])))
    .orderBy((isOldestFirst ? asc : desc)(events.id))
    .limit(limit + 1);
  const shown = rows.map((event) => withVisibleOrigin(ctx, event));
  const page = toPage(shown, limit, order, (event) => [null, event.id]);
  return count === "true" ? { ...page, total: await tx.$count(events, where) } : page;
}
