import { authorize } from "#lib/auth/permissions.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { transactAround } from "#lib/core/transact.ts";
import { acceptAppeal } from "./accept-appeal.ts";
import { lockLeadOf } from "./lock-appeals.ts";
import { AnswerAppealInput } from "./schema.ts";

/**
 * Adds a message to the conversation of an appeal. An outgoing message accepts the appeal.
 * @throws RuleViolation for a closed appeal, and for an answer to one without an operator
 */
export async function answerAppeal(ctx: Ctx, appealId: number, raw: AnswerAppealInput) {
  authorize(ctx, "appeal:answer");
  const { text, direction } = AnswerAppealInput.parse(raw);
  return transactAround(ctx, async (tx) => {
    const appeal = await lockLeadOf(tx, ctx, appealId);
    if (appeal.status === "closed") throw new RuleViolation("appeal_closed", "The appeal is closed");
    if (direction === "out") await acceptAppeal(ctx, appealId);
    return addMessages(ctx, appeal.leadId, { text, direction }, { appealId });
  });
}
