import { z } from "zod";
import { AiProvider } from "#lib/core/ai-provider.ts";
import { periodQuery } from "#lib/core/period.ts";
import { id } from "#lib/core/text.ts";

/** A score predicts whether its lead pays within this many days. */
export const OUTCOME_DAYS = 90;

/**
 * A model learns from this many of the newest outcomes: older ones describe another market, and a training takes
 * seconds however long the history is.
 */
export const MAX_EXAMPLES = 5_000;

const figure = z.number().nullable();

/** How well scores predicted outcomes; null where there was nothing to measure. */
export const ModelMetrics = z.object({
  outcomes: z.number(),
  won: z.number(),
  auc: figure,
  brier: figure,
  ece: figure,
  /** In nats per lead. */
  log_loss: figure,
  lift: figure,
});
export type ModelMetrics = z.infer<typeof ModelMetrics>;

/** The model and its rival, measured on the newest fifth of the outcomes, which neither had seen. */
export const Contest = z.object({ challenger: ModelMetrics, rival: ModelMetrics });
export type Contest = z.infer<typeof Contest>;

export const ModelStatus = z.enum(["champion", "retired", "rejected"]);
/** Why a model was promoted, or was not. */
export const ModelVerdict = z.enum(["beats_rules", "beats_champion", "no_better", "nothing_learnt"]);
export type ModelVerdict = z.infer<typeof ModelVerdict>;

/** How well a feature alone predicts the outcome; one that `leaks` probably contains the outcome. */
export const LearntFeature = z.object({ feature: z.string(), auc_alone: figure, leaks: z.boolean() });
export type LearntFeature = z.infer<typeof LearntFeature>;

/** A trained model, without its parameters. */
export const ModelJson = z.object({
  id,
  /** Its name on the scores it gave. */
  name: z.string(),
  status: ModelStatus,
  verdict: ModelVerdict,
  /** The number of leads it learned from, and of those that paid. */
  outcomes: z.number(),
  won: z.number(),
  metrics: Contest,
  /** The model it had to beat; null means the rules. */
  rival_id: id.nullable(),
  is_demo: z.boolean(),
  trained_at: z.string(),
  retired_at: z.string().nullable(),
});
export type ModelJson = z.infer<typeof ModelJson>;

/** By how much one value of a feature multiplies the odds. */
export const ValueOdds = z.object({
  kind: z.enum(["level", "range", "other", "missing"]),
  /** The value of a level; both values joined by " × " for a cross of two features. */
  value: z.union([z.string(), z.boolean()]).nullable(),
  /** The range: `from` is included, `to` is the first value above; null is unbounded. */
  from: figure,
  to: figure,
  odds: z.number(),
  /** The number of training leads with this value. */
  count: z.number(),
});
export type ValueOdds = z.infer<typeof ValueOdds>;

/** A feature of a model, and whether recent leads still look the same. */
export const FeatureCard = LearntFeature.extend({
  /** Population stability index between training and the newest leads; null without new ones. */
  psi: figure,
  drift: z.enum(["stable", "shifting", "shifted"]).nullable(),
  values: z.array(ValueOdds),
});

/** Everything about a model. */
export const ModelCardJson = ModelJson.extend({
  /** The factor by which the odds of the workspace's leads exceed those of the rules, before any feature. */
  base_odds: z.number(),
  features: z.array(FeatureCard),
  /** The number of recent leads that drift was measured on. */
  recent_leads: z.number(),
  /**
   * Leads that the model scored since, with a known outcome; an alarm means that chance hardly explains the
   * difference.
   */
  since: z.object({
    outcomes: z.number(),
    observed: z.number(),
    expected: z.number(),
    ratio: figure,
    alarm: z.boolean(),
  }),
});
export type ModelCardJson = z.infer<typeof ModelCardJson>;

export const CalibrationQuery = z
  .strictObject({ provider: AiProvider, ...periodQuery })
  .partial({ provider: true });
export type CalibrationQuery = z.infer<typeof CalibrationQuery>;

/** The progress of learning: the rules score, a young model scores, or a model with enough outcomes. */
export const LearningJson = z.object({
  outcomes: z.number(),
  won: z.number(),
  lost: z.number(),
  stage: z.enum(["prior", "learning", "trained"]),
  /** The outcomes, and those of each kind, that the next stage needs; null in the last one. */
  needed: z.number().nullable(),
  needed_of_each: z.number().nullable(),
});
export type LearningJson = z.infer<typeof LearningJson>;

export const CalibrationJson = z.object({
  bands: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      predicted: z.number(),
      actual: z.number(),
      count: z.number(),
    }),
  ),
  auc: figure,
  brier: figure,
  ece: figure,
  lift: figure,
  outcomes: z.number(),
  base_rate: figure,
  learning: LearningJson,
  /** Who disagreed with scores, by feedback or by moves. */
  overrides: z.array(
    z.object({
      by: z.string(),
      agree: z.number(),
      disagree: z.number(),
      /** Leads moved on although the recommendation was to give them up. */
      moved_on: z.number(),
      /** Leads given up although the recommendation was to transfer them. */
      gave_up: z.number(),
    }),
  ),
});
export type CalibrationJson = z.infer<typeof CalibrationJson>;
