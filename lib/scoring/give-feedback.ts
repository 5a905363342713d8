import { eq, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { lockLead } from "#lib/pipeline/leads/lock-lead.ts";
import { type AssessmentRow, getAssessment } from "./queries.ts";
import { FeedbackInput } from "./schema.ts";

/**
 * Stores a person's feedback on a score, also on an old one. The lead and its newer scores do not change. The last
 * feedback counts, and earlier ones stay in the log; repeating the same feedback records nothing.
 * @throws NotFound unless the assessment is one of this lead
 */
export async function giveFeedback(ctx: Ctx, leadId: number, raw: FeedbackInput): Promise<AssessmentRow> {
  authorize(ctx, "lead:analyze");
  const input = FeedbackInput.parse(raw);
  return transact(ctx, async (tx) => {
    const lead = await lockLead(tx, ctx, leadId);
    const before = await getAssessment(tx, leadId, input.assessment_id);
    const said = { verdict: input.verdict, reason: input.reason ?? null, by: ctx.actor.name };
    const isRepeated =
      before.verdict === said.verdict && before.verdictReason === said.reason && before.verdictBy === said.by;
    if (isRepeated) return before;
    const [after] = await tx
      .update(assessments)
      .set({
        verdict: said.verdict,
        verdictReason: said.reason,
        verdictBy: said.by,
        verdictAt: sql`now()`,
      })
      .where(eq(assessments.id, before.id))
      .returning();
    if (!after) throw new Error("An updated assessment returned no row");
    record(tx, ctx, "assessment.judged", {
      before,
      after,
      ownerIds: [lead.ownerId],
      departmentId: lead.sourceDepartmentId,
    });
    return after;
  });
}
