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

/** A job without the list of its leads, which may be long. */
export type BulkJobRow = Awaited<ReturnType<typeof getBulkJob>>;

/** What a writing verb returns of a job. */
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

/** The jobs of the workspace or one's own, the newest first unless sorted otherwise; `q` looks at who asked. */
export function listBulkJobs(tx: Tx, { actor }: Ctx, query: BulkJobQuery): Promise<Page<BulkJobRow>> {
  const where = and(query.mine && askedBy(actor), hasWords(query.q, [bulkJobs.actorName]));
  return listRows(tx, JOBS, where, query);
}

/** Whether a job that the caller asked for is not over. */
export async function isAnyUnderWay(tx: Tx, { actor }: Ctx): Promise<boolean> {
  const [job] = await tx
    .select({ id: bulkJobs.id })
    .from(bulkJobs)
    .where(and(askedBy(actor), isNull(bulkJobs.finishedAt)))
    .limit(1);
  return job !== undefined;
}

/** The jobs that are not over: of the workspace, and of the caller. */
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

/** The leads that a job could not change, as far as it kept them. A lead that is gone has no name. */
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

/** What a job writes about a lead that it changed, and that can be taken back. */
const UNDOABLE_EVENTS = ["lead.stage_moved", "lead.assigned"];

/** What happens to a lead beside its own fields: it is no reason not to take a change back. */
const NO_CHANGES = ["lead.messages_added", "lead.messages_read"];

/** The request id of what a job writes. No client can send it: theirs have no colon. */
export const requestIdOfJob = (jobId: number): string => `bulk:${jobId}`;

/**
 * The leads that a job which is over has moved or assigned, the last one first. Its list of leads is gone by then:
 * its events tell, which lie between the two of its beginning and its end.
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
 * The last change of a lead by a person or a key, and whether it was this job. What Leadline does by itself, such as
 * scoring a lead that was moved, is a consequence and no change.
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

/** The jobs of the workspace that are not over, the oldest first. */
export async function listUnfinishedIds(tx: Tx): Promise<number[]> {
  const rows = await tx
    .select({ id: bulkJobs.id })
    .from(bulkJobs)
    .where(isNull(bulkJobs.finishedAt))
    .orderBy(asc(bulkJobs.id));
  return rows.map(({ id }) => id);
}

/** The leads of an unfinished job that come next, and where the first of them stands. */
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

/** Workspaces that have a job to work on. */
export async function listBusyWorkspaces(): Promise<{ id: number }[]> {
  return withRole("leadline_jobs", (tx) =>
    tx
      .selectDistinct({ id: bulkJobs.workspaceId })
      .from(bulkJobs)
      .where(isNull(bulkJobs.finishedAt))
      .orderBy(desc(bulkJobs.workspaceId)),
  );
}
