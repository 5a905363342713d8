import {
  and,
  asc,
  between,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNull,
  max,
  min,
  ne,
  notInArray,
  sql,
} from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { bulkJobs, bulkRefusals } from "#db/schema/bulk-jobs.ts";
import { events } from "#db/schema/events.ts";
import { leads } from "#db/schema/leads.ts";
import type { Actor, Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { applySlice, byCreation, hasWords, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type { BulkJobQuery } from "./schema.ts";

const { workspaceId: _workspace, leadIds: _leadIds, ...jobColumns } = getTableColumns(bulkJobs);

/** A job without the list of its leads, which can be long. */
export type BulkJobRow = Awaited<ReturnType<typeof getBulkJob>>;

/** The columns of a job that writing verbs return. */
export const bulkJobColumns = jobColumns;

/** @throws NotFound */
export async function getBulkJob(tx: Tx, jobId: number) {
  const [job] = await tx.select(jobColumns).from(bulkJobs).where(eq(bulkJobs.id, jobId));
  if (!job) throw new NotFound("Bulk job");
  return job;
}

/**
 * The job, locked until the transaction ends.
 * @throws NotFound
 */
export async function lockBulkJob(tx: Tx, jobId: number): Promise<BulkJobRow> {
  const [job] = await tx.select(jobColumns).from(bulkJobs).where(eq(bulkJobs.id, jobId)).for("update");
  if (!job) throw new NotFound("Bulk job");
  return job;
}

const JOBS: Listing<BulkJobRow, "created_at"> = {
  ...byCreation(bulkJobs.createdAt),
  idColumn: bulkJobs.id,
  find: (tx, slice) => applySlice(tx.select(jobColumns).from(bulkJobs).$dynamic(), slice),
};

const askedBy = ({ kind, id }: Actor) =>
  sql`(${bulkJobs.actorKind}, ${bulkJobs.actorId}) = (${kind}, ${id}::bigint)`;

/** The jobs of the workspace or of the caller, the newest first unless sorted otherwise; `q` searches the requester. */
export function listBulkJobs(tx: Tx, { actor }: Ctx, query: BulkJobQuery): Promise<Page<BulkJobRow>> {
  const where = and(query.mine && askedBy(actor), hasWords(query.q, [bulkJobs.actorName]));
  return listRows(tx, JOBS, where, query);
}

/** Whether the caller has an unfinished job. */
export async function hasUnfinishedJob(tx: Tx, { actor }: Ctx): Promise<boolean> {
  const [job] = await tx
    .select({ id: bulkJobs.id })
    .from(bulkJobs)
    .where(and(askedBy(actor), isNull(bulkJobs.finishedAt)))
    .limit(1);
  return job !== undefined;
}

/** The number of unfinished jobs of the workspace and of the caller. */
export async function countUnfinished(
  tx: Tx,
  { actor }: Ctx,
): Promise<{ ofWorkspace: number; ofCaller: number }> {
  const [counts] = await tx
    .select({
      ofWorkspace: sql<number>`count(*)::int`,
      ofCaller: sql<number>`count(*) filter (where ${askedBy(actor)})::int`,
    })
    .from(bulkJobs)
    .where(isNull(bulkJobs.finishedAt));
  return counts ?? { ofWorkspace: 0, ofCaller: 0 };
}

export type BulkRefusalRow = Awaited<ReturnType<typeof listRefusals>>[number];

/** The stored refusals of a job. A deleted lead has no name. */
export function listRefusals(tx: Tx, jobId: number) {
  return tx
    .select({
      leadId: bulkRefusals.leadId,
      leadName: leads.name,
      code: bulkRefusals.code,
      detail: bulkRefusals.detail,
      problems: bulkRefusals.problems,
    })
    .from(bulkRefusals)
    .leftJoin(leads, and(eq(leads.workspaceId, bulkRefusals.workspaceId), eq(leads.id, bulkRefusals.leadId)))
    .where(eq(bulkRefusals.jobId, jobId))
    .orderBy(asc(bulkRefusals.leadId));
}

/** The events of changes by a job that can be undone. */
const UNDOABLE_EVENTS = ["lead.stage_moved", "lead.assigned"];

/** Events that do not change a lead's own fields, and so do not prevent an undo. */
const NO_CHANGES = ["lead.messages_added", "lead.messages_read"];

/** The request id of a job's events. No client can send it, because theirs cannot contain a colon. */
export const requestIdOfJob = (jobId: number): string => `bulk:${jobId}`;

/**
 * The leads that an ended job has moved or assigned, the last one first. They are read from its events, between those
 * of its beginning and its end, because its list of leads was emptied.
 */
export async function listChangedLeads(tx: Tx, jobId: number): Promise<number[]> {
  const [way] = await tx
    .select({ from: min(events.id), to: max(events.id) })
    .from(events)
    .where(and(eq(events.subjectType, "bulk_job"), eq(events.subjectId, jobId)));
  if (!way?.from || !way.to) return [];
  const rows = await tx
    .select({ leadId: events.subjectId })
    .from(events)
    .where(
      and(
        between(events.id, way.from, way.to),
        eq(events.requestId, requestIdOfJob(jobId)),
        inArray(events.type, UNDOABLE_EVENTS),
      ),
    )
    .orderBy(desc(events.id));
  return rows.map(({ leadId }) => leadId);
}

/**
 * The last change of a lead by a person or a key, and whether this job made it. Changes by Leadline itself, such as
 * scoring a moved lead, are consequences and do not count.
 */
export async function findLastChange(tx: Tx, leadId: number, jobId: number) {
  const [last] = await tx
    .select({
      id: events.id,
      before: events.before,
      isOfJob: sql<boolean>`${events.requestId} = ${requestIdOfJob(jobId)}`,
    })
    .from(events)
    .where(
      and(
        eq(events.subjectType, "lead"),
        eq(events.subjectId, leadId),
        ne(events.actorKind, "job"),
        notInArray(events.type, NO_CHANGES),
      ),
    )
    .orderBy(desc(events.id))
    .limit(1);
  return last;
}

/** The unfinished jobs of the workspace, the oldest first. */
export async function listUnfinishedIds(tx: Tx): Promise<number[]> {
  const rows = await tx
    .select({ id: bulkJobs.id })
    .from(bulkJobs)
    .where(isNull(bulkJobs.finishedAt))
    .orderBy(asc(bulkJobs.id));
  return rows.map(({ id }) => id);
}

/** The next leads of an unfinished job, and the place of the first of them. */
export async function nextLeads(tx: Tx, jobId: number, most: number) {
  const place = sql<number>`${bulkJobs.done} + ${bulkJobs.refused}`;
  const [next] = await tx
    .select({
      ...jobColumns,
      place,
      leadIds: sql<number[]>`${bulkJobs.leadIds}[${place} + 1 : ${place} + ${most}]`.mapWith(
        bulkJobs.leadIds,
      ),
    })
    .from(bulkJobs)
    .where(and(eq(bulkJobs.id, jobId), isNull(bulkJobs.finishedAt)));
  return next;
}

/** The workspaces that have unfinished jobs. */
export async function listBusyWorkspaces(): Promise<{ id: number }[]> {
  return withRole("leadline_jobs", (tx) =>
    tx
      .selectDistinct({ id: bulkJobs.workspaceId })
      .from(bulkJobs)
      .where(isNull(bulkJobs.finishedAt))
      .orderBy(desc(bulkJobs.workspaceId)),
  );
}
