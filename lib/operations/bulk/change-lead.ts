import { and, eq, isNull, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { queryOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { bulkJobs, bulkRefusals } from "#db/schema/bulk-jobs.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, RuleViolation } from "#lib/core/errors.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { isChanging } from "#lib/core/saved-changes.ts";
import { read, transact, transactAround } from "#lib/core/transact.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { isBudgetHalfSpent } from "#lib/scoring/queries.ts";
import { type BulkAction, MAX_REFUSALS } from "./schema.ts";
import { undoLeadChange } from "./undo-lead-change.ts";

/** A lead's turn in a job. Its `place` identifies it, so that only one worker takes it. */
type Turn = { jobId: number; place: number; leadId: number; action: BulkAction };

/** The actions that run in one transaction. */
type Change = Exclude<BulkAction, { action: "analyze" }>;

/**
 * `waits`: the AI calls of this minute are used up. `overtaken`: the job has ended, or another worker took this turn.
 */
export type Outcome = "counted" | "waits" | "overtaken";

/** Attempts for a lead after failures that are not caused by the lead, such as a lost connection. */
const MAX_ATTEMPTS = 3;

class Overtaken extends Error {}

/**
 * Applies the job's action to one lead, through the same verb as everywhere, and counts it. The count is in the
 * transaction of the change, so a killed worker leaves both or neither.
 * @param ctx of the job's requester
 */
export async function changeLead(ctx: Ctx, turn: Turn): Promise<Outcome> {
  try {
    return await attemptLead(ctx, turn, MAX_ATTEMPTS);
  } catch (error) {
    if (error instanceof Overtaken) return "overtaken";
    throw error;
  }
}

async function attemptLead(ctx: Ctx, turn: Turn, tries: number): Promise<Outcome> {
  try {
    const { action } = turn;
    return action.action === "analyze" ? await analyze(ctx, turn) : await change(ctx, turn, action);
  } catch (error) {
    if (error instanceof Overtaken) throw error;
    if (tries > 1) return attemptLead(ctx, turn, tries - 1);
    log.error({ requestId: ctx.requestId, ...faultDetails(error) }, "A lead of a bulk job failed");
    const fault = new AppError(500, "internal", "Something went wrong on our side. Nothing was changed");
    return transact(ctx, (tx) => refuse(tx, ctx, turn, fault));
  }
}

/** Scoring calls an external service, so it runs outside of a transaction. A repetition finds the stored answer. */
async function analyze(ctx: Ctx, turn: Turn): Promise<Outcome> {
  if (await read(ctx, isBudgetHalfSpent)) return "waits";
  const refusal = await analyzeLead(ctx, turn.leadId).then(() => undefined, refusalOf);
  if (refusal?.code === "ai_budget_exhausted") return "waits";
  return transact(ctx, async (tx) => {
    if (refusal) return refuse(tx, ctx, turn, refusal);
    await count(tx, turn, "changed");
    return "counted";
  });
}

function change(ctx: Ctx, turn: Turn, action: Change): Promise<Outcome> {
  return transactAround(ctx, async (tx) => {
    // The savepoint is sent before the count, so that a refusal can roll the count back.
    unawaitedIn(tx, queryOnce(tx, "savepoint turn", []));
    try {
      await count(tx, turn, "changed");
      await changeByVerb(ctx, turn.leadId, action);
      if (!isChanging(tx, ctx)) {
        await tx.execute(sql`rollback to savepoint turn`);
        await count(tx, turn, "unchanged");
      }
      return "counted";
    } catch (error) {
      const refusal = refusalOf(error);
      await tx.execute(sql`rollback to savepoint turn`);
      return refuse(tx, ctx, turn, refusal);
    }
  });
}

/** @throws the error when it is not caused by the lead */
function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

/** A lead that is in the requested state already is left as it is, and not refused. */
async function changeByVerb(ctx: Ctx, leadId: number, action: Change): Promise<void> {
  if (action.action === "undo") return undoLeadChange(ctx, leadId, action.job_id);
  if (action.action === "assign") {
    await assignLead(ctx, leadId, { operator_id: action.operator_id });
    return;
  }
  const stage = action.action === "lose" ? "lost" : action.stage;
  try {
    const { lost_reason, lost_comment } = action;
    await moveLead(ctx, leadId, { stage, lost_reason, lost_comment });
  } catch (error) {
    const isThere =
      error instanceof RuleViolation && error.problems.some(({ code }) => code === "same_stage");
    if (!isThere) throw error;
  }
}

/** Counts the lead as refused and stores the reason, up to MAX_REFUSALS. */
async function refuse(
  tx: Tx,
  { workspaceId }: Ctx,
  turn: Turn,
  { code, message: detail, problems }: AppError,
): Promise<Outcome> {
  const { refused } = await count(tx, turn, "refused");
  const { jobId, leadId } = turn;
  if (refused <= MAX_REFUSALS)
    await tx.insert(bulkRefusals).values({ workspaceId, jobId, leadId, code, detail, problems });
  return "counted";
}

const oneMore = (column: PgColumn) => sql`${column} + 1`;

/** The changes to the counts of a job by a lead's turn. */
const COUNTED = {
  changed: { done: oneMore(bulkJobs.done), changed: oneMore(bulkJobs.changed) },
  unchanged: { done: oneMore(bulkJobs.done) },
  refused: { refused: oneMore(bulkJobs.refused) },
};

/**
 * Takes the lead's turn in the job, which is locked until the transaction ends.
 * @returns how many leads have been refused
 * @throws Overtaken when the job has ended, or another worker took this turn
 */
async function count(
  tx: Tx,
  { jobId, place }: Turn,
  end: keyof typeof COUNTED,
): Promise<{ refused: number }> {
  const [job] = await tx
    .update(bulkJobs)
    .set({
      ...COUNTED[end],
      status: "running",
      startedAt: sql`coalesce(${bulkJobs.startedAt}, now())`,
    })
    .where(
      and(
        eq(bulkJobs.id, jobId),
        isNull(bulkJobs.finishedAt),
        sql`${bulkJobs.done} + ${bulkJobs.refused} = ${place}`,
      ),
    )
    .returning({ refused: bulkJobs.refused });
  if (!job) throw new Overtaken();
  return job;
}
