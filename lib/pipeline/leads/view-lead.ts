import { and, eq, gt, lt, ne, sql } from "drizzle-orm";
import { leadViewers } from "#db/schema/lead-viewers.ts";
import { operators } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { orderOf } from "#lib/core/sorting.ts";
import { transact } from "#lib/core/transact.ts";
import { getLead } from "./queries.ts";
import { VIEWING_SECONDS } from "./rules.ts";
import type { ViewerJson } from "./schema.ts";

const BY_NAME = orderOf({ column: operators.name, idColumn: operators.id, descending: false });

const oldestHeartbeat = sql`now() - make_interval(secs => ${VIEWING_SECONDS})`;

/**
 * A heartbeat that the caller has a lead on the screen. It is not recorded as an event, because it has no value
 * later.
 * @returns who else has it on the screen now
 * @throws NotFound
 */
export async function viewLead(ctx: Ctx, leadId: number): Promise<ViewerJson[]> {
  authorize(ctx, "lead:read");
  const { operatorId } = operatorOf(ctx);
  return transact(ctx, async (tx) => {
    await getLead(tx, ctx, leadId);
    if (operatorId > 0) {
      const seen = { seenAt: sql`now()` };
      await tx
        .insert(leadViewers)
        .values({ workspaceId: ctx.workspaceId, leadId, operatorId, ...seen })
        .onConflictDoUpdate({
          target: [leadViewers.workspaceId, leadViewers.leadId, leadViewers.operatorId],
          set: seen,
        });
      await tx
        .delete(leadViewers)
        .where(and(eq(leadViewers.operatorId, operatorId), lt(leadViewers.seenAt, oldestHeartbeat)));
    }
    return tx
      .select({ operator_id: operators.id, name: operators.name })
      .from(leadViewers)
      .innerJoin(
        operators,
        and(eq(operators.workspaceId, leadViewers.workspaceId), eq(operators.id, leadViewers.operatorId)),
      )
      .where(
        and(
          eq(leadViewers.leadId, leadId),
          ne(leadViewers.operatorId, operatorId),
          gt(leadViewers.seenAt, oldestHeartbeat),
        ),
      )
      .orderBy(...BY_NAME);
  });
}
