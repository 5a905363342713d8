import { eq, sql } from "drizzle-orm";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { leadChange } from "#lib/pipeline/leads/build-lead-change.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { activeOperatorOrNull } from "#lib/workspace/team/queries.ts";
import { appealChange } from "./build-appeal-change.ts";
import { lockLeadOf } from "./lock-appeals.ts";
import { type AppealRow, lockAppeal } from "./queries.ts";
import { assertActive } from "./return-appeal.ts";

/**
 * Accepts an appeal, after which no job takes it back. If its lead has no owner, the operator becomes the owner when
 * they are active. Accepting it again changes nothing.
 * @throws RuleViolation for an appeal without an operator
 */
export async function acceptAppeal(ctx: Ctx, appealId: number): Promise<AppealRow> {
  authorize(ctx, "appeal:answer");
  return transact(ctx, async (tx) => {
    const { leadId } = await lockLeadOf(tx, ctx, appealId);
    const appeal = await lockAppeal(tx, ctx, appealId);
    if (appeal.acceptedAt !== null) return appeal;
    assertActive(appeal);
    const accepted = { acceptedAt: clock.now() };
    await tx
      .update(appeals)
      .set({ ...accepted, updatedAt: sql`now()` })
      .where(eq(appeals.id, appealId));
    const after = { ...appeal, ...accepted };
    record(tx, ctx, "appeal.accepted", appealChange({ before: appeal, after }));
    const lead = await getLead(tx, ctx, leadId);
    const ownerId = lead.ownerId === null ? await activeOperatorOrNull(tx, appeal.operatorId) : null;
    if (ownerId !== null) {
      await tx
        .update(leads)
        .set({ ownerId, updatedAt: sql`now()`, version: sql`${leads.version} + 1` })
        .where(eq(leads.id, leadId));
      const owned = { ...lead, ownerId, ownerName: appeal.operatorName, version: lead.version + 1 };
      record(tx, ctx, "lead.assigned", await leadChange(tx, lead, owned));
    }
    return after;
  });
}
