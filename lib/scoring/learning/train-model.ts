import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { scoringModels } from "#db/schema/scoring-models.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, RuleViolation } from "#lib/core/errors.ts";
import { TRAINING_SLOTS } from "#lib/core/limits.ts";
import { record } from "#lib/core/record.ts";
import { processSlots } from "#lib/core/slots.ts";
import { transact } from "#lib/core/transact.ts";
import { Candidate } from "#lib/scoring/providers/model/schema.ts";
import { MIN_OUTCOMES } from "#lib/scoring/providers/model/thresholds.ts";
import {
  countOutcomes,
  type Examples,
  findChampion,
  findNewestModel,
  listExamples,
  type ModelRow,
} from "./queries.ts";
import { canTrain, type KnownOutcomes } from "./rules.ts";
import { lockLearning, settleOutcomes } from "./settle-outcomes.ts";
import type { Training } from "./train-candidate.ts";
import { trainInThread } from "./train-in-thread.ts";

const slots = processSlots(TRAINING_SLOTS, "too_many_trainings", "trainings");

/** The input of a training. */
type Start = Examples & {
  known: KnownOutcomes;
  champion: ModelRow | undefined;
  newestId: number | undefined;
};

/**
 * Trains a model on the workspace's outcomes. It becomes the champion when it predicts the newest of them better than
 * the present one; otherwise it is stored with the reason. The computation runs between two transactions, in a
 * thread.
 * @throws RuleViolation with too few outcomes
 * @throws Conflict when another training ended meanwhile, because its model was judged by the same outcomes
 * @throws TooManyRequests while another training runs in this process
 */
export async function trainModel(ctx: Ctx): Promise<ModelRow> {
  authorize(ctx, "scoring:train");
  const finish = slots.take(ctx);
  try {
    const start = await transact(ctx, (tx) => readStart(tx, ctx));
    const champion = start.champion ? Candidate.parse(start.champion.parameters) : null;
    const training = await trainInThread(start.examples, champion);
    return await transact(ctx, (tx) => storeTraining(tx, ctx, start, training));
  } finally {
    finish();
  }
}

async function readStart(tx: Tx, ctx: Ctx): Promise<Start> {
  await settleOutcomes(tx, ctx);
  const known = await countOutcomes(tx);
  if (!canTrain(known)) {
    const { all, ofEach } = MIN_OUTCOMES;
    throw new RuleViolation(
      "too_few_outcomes",
      `Learning starts at ${all} leads with a known outcome, ${ofEach} won and ${ofEach} lost. There are ${known.all}: ${known.won} won and ${known.all - known.won} lost`,
    );
  }
  const [examples, champion, newest] = await Promise.all([
    listExamples(tx),
    findChampion(tx),
    findNewestModel(tx),
  ]);
  return { ...examples, known, champion, newestId: newest?.id };
}

async function storeTraining(
  tx: Tx,
  ctx: Ctx,
  { examples, hasDemo, known, champion, newestId }: Start,
  { parameters, metrics, verdict, features }: Training,
): Promise<ModelRow> {
  await lockLearning(tx, ctx);
  const newest = await findNewestModel(tx);
  if (newest?.id !== newestId)
    throw new Conflict("trained_meanwhile", "Another training ended meanwhile. Its model stands");
  const isBetter = verdict === "beats_rules" || verdict === "beats_champion";
  if (isBetter && champion) await retire(tx, ctx, champion);
  const [model] = await tx
    .insert(scoringModels)
    .values({
      workspaceId: ctx.workspaceId,
      status: isBetter ? "champion" : "rejected",
      verdict,
      rivalId: champion?.id ?? null,
      parameters,
      metrics,
      features,
      outcomes: examples.length,
      positives: examples.filter(({ outcome }) => outcome).length,
      knownOutcomes: known.all,
      isDemo: hasDemo,
    })
    .returning();
  if (!model) throw new Error("An inserted model returned no row");
  const { id, status, outcomes, positives } = model;
  record(tx, ctx, "scoring.model_trained", {
    after: { id, status, verdict, outcomes, won: positives },
  });
  return model;
}

async function retire(tx: Tx, ctx: Ctx, { id, status }: ModelRow): Promise<void> {
  await tx
    .update(scoringModels)
    .set({ status: "retired", retiredAt: sql`now()` })
    .where(eq(scoringModels.id, id));
  record(tx, ctx, "scoring.model_retired", {
    before: { id, status },
    after: { id, status: "retired" },
  });
}
