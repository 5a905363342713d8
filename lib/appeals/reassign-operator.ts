import { and, eq } from "drizzle-orm";
import { appeals } from "#db/schema/appeals.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { getOperator } from "#lib/team/queries.ts";
import { handOver } from "./assign-appeal.ts";
import { holdAppeal } from "./hold-appeal.ts";
import { sendBack } from "./return-appeal.ts";
import { ReassignInput } from "./schema.ts";

/**
 * Takes the open appeals of an operator away: to one other operator, as many as they have places for, or back to their
 * queues, where they keep their turn. Each has a transaction of its own, so that a long list blocks no other work.
 * @returns how many went
 * @throws NotFound for an unknown operator
 */
export async function reassignOperator(
  ctx: Ctx,
  operatorId: number,
  raw: ReassignInput,
): Promise<{ reassigned: number }> {
  authorize(ctx, "appeal:assign");
  const { to_operator_id: toId } = ReassignInput.parse(raw);
  if (toId === operatorId) throw invalidField("/to_operator_id", "This operator has them already");
  const open = await transact(ctx, async (tx) => {
    await getOperator(tx, operatorId);
    return tx
      .select({ id: appeals.id })
      .from(appeals)
      .where(and(eq(appeals.operatorId, operatorId), eq(appeals.status, "active")))
      .orderBy(appeals.id);
  });
  for (const { id } of open) {
    await transact(ctx, async (tx) => {
      const held = await holdAppeal(tx, ctx, id, toId ? [toId] : []);
      // It may have been closed, or have gone elsewhere, since the list was read.
      if (held.appeal.operatorId !== operatorId || held.appeal.status !== "active") return;
      if (toId) await handOver(tx, ctx, held, toId);
      else await sendBack(tx, ctx, held, { type: "appeal.reassigned", declines: true });
    });
  }
  return { reassigned: open.length };
}
