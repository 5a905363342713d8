import type { Tx } from "#db/client.ts";
import { bulkJobs } from "#db/schema/bulk-jobs.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Actor, Ctx } from "#lib/core/ctx.ts";
import { Forbidden, InvalidInput, invalidField, type Problem, TooManyRequests } from "#lib/core/errors.ts";
import { MAX_OPEN_BULK_JOBS } from "#lib/core/limits.ts";
import { lockQuota } from "#lib/core/lock-quota.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { listLeadIds, visibleOf } from "#lib/leads/queries.ts";
import { assigneeName } from "#lib/team/queries.ts";
import { type BulkJobRow, bulkJobColumns, countUnfinished } from "./queries.ts";
import { BulkAction, MOST_LEADS, StartBulkJobInput } from "./schema.ts";

/** Seconds until another try is worth it: most jobs are over by then. */
const RETRY_AFTER = 60;
/** Unknown ids that a refusal names. */
const MOST_NAMED = 50;

/**
 * Asks for one change to many leads, which the worker makes in the background. The leads are those that
 * match now, whatever matches later.
 * @throws InvalidInput for no lead, too many, an id that is not there, or an operator who is not active
 * @throws TooManyRequests while too many jobs are not over
 */
export async function startBulkJob(ctx: Ctx, raw: StartBulkJobInput): Promise<BulkJobRow> {
  authorize(ctx, "lead:bulk");
  const { ids, filter, ...action } = StartBulkJobInput.parse(raw);
  const asker = askerOf(ctx.actor);
  return transact(ctx, async (tx) => {
    await assertRoomForJob(tx, ctx);
    if (action.action === "assign" && action.operator_id !== null)
      await assigneeName(tx, action.operator_id, "/operator_id");
    const leadIds = ids ? await chosen(tx, ctx, ids) : await matching(tx, ctx, filter ?? {});
    const { ip, userAgent, requestId, locale } = ctx;
    const [job] = await tx
      .insert(bulkJobs)
      .values({
        workspaceId: ctx.workspaceId,
        actorKind: asker.kind,
        actorId: asker.id,
        actorName: asker.name,
        origin: { ip, userAgent, requestId, locale },
        action: BulkAction.parse(action),
        leadIds,
        total: leadIds.length,
      })
      .returning(bulkJobColumns);
    if (!job) throw new Error("An inserted job returned no row");
    await record(tx, ctx, "bulk_job.created", { after: { id: job.id, total: job.total, ...job.action } });
    return job;
  });
}

/** @throws TooManyRequests */
async function assertRoomForJob(tx: Tx, ctx: Ctx): Promise<void> {
  // Once without the lock: many that are to be refused would hold their connections while they wait for it.
  await assertFewUnfinished(tx, ctx);
  await lockQuota(tx, ctx, "bulk_jobs");
  await assertFewUnfinished(tx, ctx);
}

async function assertFewUnfinished(tx: Tx, ctx: Ctx): Promise<void> {
  const { ofWorkspace, ofCaller } = await countUnfinished(tx, ctx);
  const { perWorkspace, perCaller } = MAX_OPEN_BULK_JOBS;
  if (ofWorkspace < perWorkspace && ofCaller < perCaller) return;
  throw new TooManyRequests(RETRY_AFTER, {
    code: "too_many_bulk_jobs",
    detail: `${perCaller} bulk jobs of one caller and ${perWorkspace} of a workspace can be unfinished at once. Cancel one, or try again later`,
  });
}

/** @throws Forbidden for Leadline itself, which has its own jobs */
function askerOf(actor: Actor): Exclude<Actor, { kind: "job" }> {
  if (actor.kind === "job") throw new Forbidden("Only a person or an API key can ask for this");
  return actor;
}

async function chosen(tx: Tx, ctx: Ctx, ids: number[]): Promise<number[]> {
  const distinct = [...new Set(ids)];
  const visible = await visibleOf(tx, ctx, distinct);
  const unknown = ids.flatMap((id, place): Problem[] =>
    visible.has(id)
      ? []
      : [{ code: "unknown_lead", detail: "There is no lead with this id", pointer: `/ids/${place}` }],
  );
  if (unknown.length > 0) throw new InvalidInput(unknown.slice(0, MOST_NAMED));
  return distinct;
}

async function matching(tx: Tx, ctx: Ctx, filter: NonNullable<StartBulkJobInput["filter"]>) {
  const ids = await listLeadIds(tx, ctx, filter, MOST_LEADS + 1);
  if (ids.length === 0) throw invalidField("/filter", "No lead matches", "nothing_matches");
  if (ids.length > MOST_LEADS)
    throw invalidField("/filter", `More than ${MOST_LEADS} leads match`, "too_many_match");
  return ids;
}
