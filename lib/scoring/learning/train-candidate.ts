import { z } from "zod";
import { calibrationOf } from "#lib/scoring/providers/model/calibrate.ts";
import { centred } from "#lib/scoring/providers/model/centre.ts";
import { challenge } from "#lib/scoring/providers/model/challenge.ts";
import { splitNewest } from "#lib/scoring/providers/model/compare.ts";
import { columnCounts, leakageOf } from "#lib/scoring/providers/model/drift.ts";
import { predictor } from "#lib/scoring/providers/model/predict.ts";
import { fitOptionsOf } from "#lib/scoring/providers/model/row.ts";
import { Candidate, type Example, type TrainedModel } from "#lib/scoring/providers/model/schema.ts";
import type { Contest, LearntFeature, ModelMetrics, ModelVerdict } from "./schema.ts";

/** The stored parameters of a model: what scoring, comparing and measuring its drift need. */
export const Parameters = Candidate.extend({ columnCounts: z.array(z.int().min(0)) });
export type Parameters = z.infer<typeof Parameters>;

/** The result of a training; plain JSON, so that a thread can return it. */
export type Training = {
  parameters: Parameters;
  metrics: Contest;
  verdict: ModelVerdict;
  features: LearntFeature[];
};

/**
 * Trains a model on examples, and judges whether it is better than the champion.
 * @param examples oldest first
 * @param champion null means the rules
 */
export function trainCandidate(examples: Example[], champion: Candidate | null): Training {
  const options = fitOptionsOf(examples);
  const { candidate, comparison } = challenge(champion, examples, options);
  const { newest } = splitNewest(examples);
  const rows = examples.map(({ row }) => row);
  const counts = columnCounts(candidate.serving.encoder, rows);
  return {
    parameters: { ...candidate, serving: centred(candidate.serving, counts), columnCounts: counts },
    metrics: {
      challenger: metricsOf(newest, candidate.contender),
      rival: metricsOf(newest, champion?.contender ?? null),
    },
    verdict: verdictOn(candidate, comparison.promoted, champion),
    features: leakageOf(examples, options.specs).map(({ feature, auc, alarm }) => ({
      feature,
      auc_alone: knownOrNull(auc),
      leaks: alarm,
    })),
  };
}

function verdictOn(candidate: Candidate, isBetter: boolean, champion: Candidate | null): ModelVerdict {
  if (candidate.serving.penalty === null || candidate.contender.penalty === null) return "nothing_learnt";
  if (!isBetter) return "no_better";
  return champion ? "beats_champion" : "beats_rules";
}

/** A figure that cannot be computed is null, because JSON has no NaN. */
export const knownOrNull = (figure: number) => (Number.isFinite(figure) ? figure : null);

/** @param model null means the prior */
function metricsOf(examples: Example[], model: TrainedModel | null): ModelMetrics {
  const predict = model ? predictor(model) : (_: unknown, prior: number) => prior;
  const { auc, brier, ece, logLoss, lift } = calibrationOf(
    examples.map(({ row, prior, outcome }) => ({ score: predict(row, prior), outcome })),
  );
  return {
    outcomes: examples.length,
    won: examples.filter(({ outcome }) => outcome).length,
    auc: knownOrNull(auc),
    brier: knownOrNull(brier),
    ece: knownOrNull(ece),
    log_loss: knownOrNull(logLoss),
    lift: knownOrNull(lift),
  };
}
