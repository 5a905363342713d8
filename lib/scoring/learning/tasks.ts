import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { countOutcomes, findNewestModel, hasDemoLeads, type ModelRow } from "./queries.ts";
import { mayLearn } from "./rules.ts";
import { settleOutcomes } from "./settle-outcomes.ts";
import { trainModel } from "./train-model.ts";

/**
 * Tells assessments what became of their leads.
 * @returns how many were told
 */
export function settleOutcomesTask(ctx: Ctx): Promise<number> {
  return transact(ctx, (tx) => settleOutcomes(tx, ctx));
}

/**
 * Trains a model when there is anything new to learn since the last one. Of two that run at once, one
 * stores its model. Nothing by itself while demo leads are there: what they teach is invented, so that is for an
 * admin to ask for.
 */
export async function trainModelTask(ctx: Ctx): Promise<ModelRow | undefined> {
  const hasNews = await transact(ctx, async (tx) => {
    await settleOutcomes(tx, ctx);
    const [known, newest, isDemo] = await Promise.all([
      countOutcomes(tx),
      findNewestModel(tx),
      hasDemoLeads(tx),
    ]);
    return !isDemo && mayLearn(known) && known.all !== newest?.knownOutcomes;
  });
  if (!hasNews) return undefined;
  return trainModel(ctx).catch((error) => {
    if (error instanceof AppError && error.code === "trained_meanwhile") return undefined;
    throw error;
  });
}
