import { ctxOfRequester } from "#lib/auth/ctx-of-requester.ts";
import { can } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import { type Ctx, LOCALES } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { changeLead } from "./change-lead.ts";
import { endBulkJob } from "./end-bulk-job.ts";
import { type BulkJobRow, nextLeads, requestIdOfJob } from "./queries.ts";
import { BulkAction } from "./schema.ts";

/** Milliseconds of work before the requester's permissions are checked again. */
const WORK_FOR = 250;
/** More than are done in that time. */
const MAX_PER_BATCH = 250;

/** What is left of a job: nothing, more leads, or more leads once AI calls are available again. */
export type Remaining = "nothing" | "more" | "waits";

/**
 * Continues a job for a moment, and ends it when no lead is left or its requester has lost the permission.
 * @param ctx of the worker
 */
export async function workBulkJob(ctx: Ctx, jobId: number): Promise<Remaining> {
  const job = await read(ctx, (tx) => nextLeads(tx, jobId, MAX_PER_BATCH));
  if (!job) return "nothing";
  const own = await ctxOfJob(ctx, job);
  if (!own || !can(own.role, "lead:bulk")) {
    await endBulkJob(ctx, jobId, { status: "failed", failure: "rights_lost" });
    return "nothing";
  }
  if (job.leadIds.length === 0) {
    await endBulkJob(own, jobId, { status: "done" });
    return "nothing";
  }
  const action = BulkAction.parse(job.action);
  const until = clock.now().getTime() + WORK_FOR;
  for (const [offset, leadId] of job.leadIds.entries()) {
    const outcome = await changeLead(own, { jobId, place: job.place + offset, leadId, action });
    if (outcome === "waits") return "waits";
    if (outcome === "overtaken" || clock.now().getTime() > until) break;
  }
  return "more";
}

/** The ctx of the job's requester with their present permissions; its events are marked as the job's. */
function ctxOfJob({ workspaceId }: Ctx, { id, actorKind, actorId, origin }: BulkJobRow) {
  const { ip, userAgent } = origin;
  const locale = LOCALES.find((known) => known === origin.locale) ?? LOCALES[0];
  const requestId = requestIdOfJob(id);
  return ctxOfRequester({ workspaceId, kind: actorKind, id: actorId }, { ip, userAgent, requestId, locale });
}
