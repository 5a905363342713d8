import { eq, sql } from "drizzle-orm";
import { operators } from "#db/schema/operators.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { serveWaiting } from "#lib/conversations/appeals/serve-waiting.ts";
import { lockSourcesOf } from "#lib/conversations/distribution/queries.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getOperator, type OperatorRow } from "#lib/workspace/team/queries.ts";
import { isPresent } from "#lib/workspace/team/rules.ts";
import { SetPresenceInput } from "#lib/workspace/team/schema.ts";

/**
 * Sets the presence of an operator. The page repeats it every half minute as a heartbeat. An operator who returns
 * gets waiting appeals.
 * @throws NotFound for an unknown operator
 * @throws Forbidden for another operator's presence, except for a manager
 */
export async function setPresence(ctx: Ctx, operatorId: number, raw: SetPresenceInput): Promise<OperatorRow> {
  authorize(ctx, "presence:set");
  const { state } = SetPresenceInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await getOperator(tx, operatorId);
    if (operatorOf(ctx).operatorId !== operatorId && !can(ctx.role, "operator:manage"))
      throw new Forbidden("Only a manager can set another operator's presence");
    const wasPresent = isPresent(before, clock.now());
    const comesBack = state === "online" && !wasPresent;
    // Sources before operators: see lib/conversations/distribution/queries.ts.
    const sources = comesBack ? await lockSourcesOf(tx, operatorId) : [];
    await tx
      .update(operators)
      .set({ presence: state, presenceAt: sql`now()` })
      .where(eq(operators.id, operatorId));
    // An operator who returns was absent, even if the job has not set them to offline yet.
    const was = comesBack && before.presence === "online" ? "offline" : before.presence;
    if (was !== state)
      record(tx, ctx, "operator.presence_changed", {
        before: { ...before, presence: was },
        after: { ...before, presence: state },
        ownerIds: [operatorId],
      });
    await serveWaiting(tx, ctx, sources, operatorId);
    return getOperator(tx, operatorId);
  });
}
