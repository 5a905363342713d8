import { clock } from "#lib/core/clock.ts";
import type { BulkJobRow, BulkRefusalRow } from "./queries.ts";
import { readUndoDeadline } from "./read-undo-deadline.ts";
import { BulkAction, type BulkJobJson, type BulkReportJson } from "./schema.ts";

export function presentBulkJob(job: BulkJobRow): BulkJobJson {
  return {
    id: job.id,
    action: BulkAction.parse(job.action),
    status: job.status,
    total: job.total,
    done: job.done,
    changed: job.changed,
    refused: job.refused,
    failure: job.failure,
    actor: { kind: job.actorKind, id: job.actorId, name: job.actorName },
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
    undo_until: openDeadline(job)?.toISOString() ?? null,
  };
}

/** The deadline to undo a job, while it is in the future, so that a screen need not compare clocks. */
function openDeadline(job: BulkJobRow): Date | undefined {
  const deadline = readUndoDeadline(job);
  return deadline && deadline > clock.now() ? deadline : undefined;
}

export function presentBulkReport(job: BulkJobRow, refusals: BulkRefusalRow[]): BulkReportJson {
  return {
    ...presentBulkJob(job),
    refusals: refusals.map(({ leadId, leadName, code, detail, problems }) => ({
      lead_id: leadId,
      lead_name: leadName,
      code,
      detail,
      errors: problems,
    })),
  };
}
