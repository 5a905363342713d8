import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { countOutcomes, findNewestModel, hasDemoLeads, type ModelRow } from "./queries.ts";
import { canTrain } from "./rules.ts";
import { settleOutcomes } from "./settle-outcomes.ts";
import { trainModel } from "./train-model.ts";

/**
 * Sets the outcomes of assessments.
 * @returns how many were settled
 */
export function settleOutcomesTask(ctx: Ctx): Promise<number> {
  return transact(ctx, (tx) => settleOutcomes(tx, ctx));
}

/**
 * Trains a model when there are new outcomes since the last one. Of two concurrent trainings, one stores its model.
 * It does nothing while the workspace has demo leads, whose outcomes are invented; an admin can still start a
 * training.
 */
export async function trainModelTask(ctx: Ctx): Promise<ModelRow | undefined> {
  const hasNews = await transact(ctx, async (tx) => {
    await settleOutcomes(tx, ctx);
    const [known, newest, isDemo] = await Promise.all([
      countOutcomes(tx),
      findNewestModel(tx),
      hasDemoLeads(tx),
    ]);
    return !isDemo && canTrain(known) && known.all !== newest?.knownOutcomes;
  });
  if (!hasNews) return undefined;
  return trainModel(ctx).catch((error) => {
    if (error instanceof AppError && error.code === "trained_meanwhile") return undefined;
    throw error;
  });
}
