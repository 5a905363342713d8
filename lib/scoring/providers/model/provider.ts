import { eq } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { scoringModels } from "#db/schema/scoring-models.ts";
import type { ScoringProvider } from "../provider.ts";
import { explainer } from "./explain.ts";
import { predictor } from "./predict.ts";
import { rulePrior } from "./prior.ts";
import { logitOf } from "./ridge.ts";
import { rowOf } from "./row.ts";
import { Candidate, type TrainedModel } from "./schema.ts";

/**
 * The name of a model on its scores. A new champion has a new name, so cached answers of the old one are not reused.
 */
export const nameOfModel = (modelId: number) => `model-${modelId}`;

/** Scores with a learned model. The factors sum to the log-odds; the first two are the prior and the intercept. */
export function modelProvider(modelId: number, model: TrainedModel): ScoringProvider {
  const predict = predictor(model);
  const explain = explainer(model);
  return {
    name: "model",
    model: nameOfModel(modelId),
    score: async (input) => {
      const [row, prior] = [rowOf(input), rulePrior(input)];
      const learnt = explain(row, prior).factors.filter(({ effect }) => effect !== 0);
      return {
        score: predict(row, prior),
        factors: [
          { feature: "prior", value: prior, effect: logitOf(prior) },
          { feature: "workspace", value: null, effect: model.intercept },
          ...learnt,
        ],
        factorScale: "log_odds",
      };
    },
  };
}

/** The id of the model that scores in this workspace. */
export async function findChampionId(tx: Tx): Promise<number | undefined> {
  const [champion] = await prepareOnce(tx, "champion", (db, name) =>
    db
      .select({ id: scoringModels.id })
      .from(scoringModels)
      .where(eq(scoringModels.status, "champion"))
      .prepare(name),
  ).execute();
  return champion?.id;
}

/** The most recently used providers by the id of their model. A model never changes. */
const cached = new Map<number, ScoringProvider>();
const MAX_CACHED = 100;

/** The provider of the workspace's champion, cached in this process. */
export async function championProvider(tx: Tx, championId: number): Promise<ScoringProvider> {
  const provider = cached.get(championId) ?? (await readProvider(tx, championId));
  cached.delete(championId);
  cached.set(championId, provider);
  const [oldest] = cached.keys();
  if (cached.size > MAX_CACHED && oldest !== undefined) cached.delete(oldest);
  return provider;
}

async function readProvider(tx: Tx, modelId: number): Promise<ScoringProvider> {
  const [model] = await tx
    .select({ parameters: scoringModels.parameters })
    .from(scoringModels)
    .where(eq(scoringModels.id, modelId));
  if (!model) throw new Error("The champion went away while it was chosen");
  return modelProvider(modelId, Candidate.parse(model.parameters).serving);
}
