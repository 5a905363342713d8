import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bulkJobs, bulkRefusals } from "#db/schema/bulk-jobs.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, RuleViolation, Unavailable } from "#lib/core/errors.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { transact, transactAround } from "#lib/core/transact.ts";
import { assignLead } from "#lib/leads/assign-lead.ts";
import { moveLead } from "#lib/leads/move-lead.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { type BulkAction, MOST_REFUSALS } from "./schema.ts";

/** A lead's turn: the `place` says that nobody else has had it. */
export type Turn = { jobId: number; place: number; leadId: number; action: BulkAction };

/** `waits`: the AI calls of this minute are used up. `overtaken`: the job is over, or somewhere else. */
export type Outcome = "counted" | "waits" | "overtaken";

/** How often a lead is tried when something breaks, such as a connection, that says nothing of the lead. */
const TRIES = 3;

class Overtaken extends Error {}

/**
 * Does to one lead what the job says, through the verb that everybody uses, and counts it. The count is made
 * in the transaction of the change, so a worker that is killed leaves both behind or neither.
 * @param ctx of whoever asked for the job
 */
export async function changeLead(ctx: Ctx, turn: Turn): Promise<Outcome> {
  try {
    return await tryLead(ctx, turn, TRIES);
  } catch (error) {
    if (error instanceof Overtaken) return "overtaken";
    throw error;
  }
}

async function tryLead(ctx: Ctx, turn: Turn, tries: number): Promise<Outcome> {
  try {
    await changeAndCount(ctx, turn);
  } catch (error) {
    if (error instanceof Overtaken) throw error;
    if (error instanceof Unavailable && error.code === "ai_budget_exhausted") return "waits";
    if (!(error instanceof AppError) && tries > 1) return tryLead(ctx, turn, tries - 1);
    await refuse(ctx, turn, error instanceof AppError ? error : faultOf(ctx, error));
  }
  return "counted";
}

function faultOf({ requestId }: Ctx, error: unknown): AppError {
  log.error({ requestId, ...faultDetails(error) }, "A lead of a bulk job failed");
  return new AppError(500, "internal", "Something went wrong on our side. Nothing was changed");
}

async function changeAndCount(ctx: Ctx, turn: Turn): Promise<void> {
  const { action, leadId } = turn;
  if (action.action === "analyze") {
    // It asks the outside world, which no transaction waits for. Repeated, it finds the answer that it stored.
    await analyzeLead(ctx, leadId);
    await transact(ctx, (tx) => count(tx, turn, "done"));
    return;
  }
  await transactAround(ctx, async (tx) => {
    await count(tx, turn, "done");
    if (action.action === "assign") await assignLead(ctx, leadId, { operator_id: action.operator_id });
    else await move(ctx, turn.leadId, action);
  });
}

/** A lead that is where it should be counts as moved. */
async function move(ctx: Ctx, leadId: number, action: Extract<BulkAction, { action: "move" | "lose" }>) {
  const stage = action.action === "lose" ? "lost" : action.stage;
  try {
    await moveLead(ctx, leadId, { stage, lost_reason: action.lost_reason });
  } catch (error) {
    const isThere =
      error instanceof RuleViolation && error.problems.some(({ code }) => code === "same_stage");
    if (!isThere) throw error;
  }
}

function refuse(ctx: Ctx, turn: Turn, { code, message: detail, problems }: AppError): Promise<void> {
  return transact(ctx, async (tx) => {
    const refused = await count(tx, turn, "refused");
    if (refused > MOST_REFUSALS) return;
    const { jobId, leadId } = turn;
    await tx
      .insert(bulkRefusals)
      .values({ workspaceId: ctx.workspaceId, jobId, leadId, code, detail, problems });
  });
}

/**
 * Takes the lead's turn in the job, which is locked until the transaction ends.
 * @returns how many have come to the same end
 * @throws Overtaken when the job is over, or another worker has had this turn
 */
async function count(tx: Tx, { jobId, place }: Turn, end: "done" | "refused"): Promise<number> {
  const [job] = await tx
    .update(bulkJobs)
    .set({
      [end]: sql`${bulkJobs[end]} + 1`,
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
    .returning({ done: bulkJobs.done, refused: bulkJobs.refused });
  if (!job) throw new Overtaken();
  return job[end];
}
