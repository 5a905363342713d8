import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { settleOutcomes } from "./settle-outcomes.ts";

/**
 * Tells assessments what became of their leads.
 * @returns how many were told
 */
export function settleOutcomesTask(ctx: Ctx): Promise<number> {
  return transact(ctx, (tx) => settleOutcomes(tx, ctx));
}
