import { z } from "zod";
import { AiProvider } from "#lib/core/ai-provider.ts";
import { periodQuery } from "#lib/core/period.ts";
import { id } from "#lib/core/text.ts";

/** A score foretells whether its lead pays within so many days. */
export const OUTCOME_DAYS = 90;

/**
 * A model learns from the newest so many outcomes: older ones speak of another market, and a night's
 * training stays a matter of seconds however long the history is.
 */
export const MAX_EXAMPLES = 5_000;

const figure = z.number().nullable();

/** How well scores foretold so many outcomes; null where there was nothing to tell by. */
export const ModelMetrics = z.object({
  outcomes: z.number(),
  won: z.number(),
  auc: figure,
  brier: figure,
  ece: figure,
  /** Nats a lead. */
  log_loss: figure,
  lift: figure,
});
export type ModelMetrics = z.infer<typeof ModelMetrics>;

/** The model and whom it had to beat, on the newest fifth of the outcomes, which neither had seen. */
export const Contest = z.object({ challenger: ModelMetrics, rival: ModelMetrics });
export type Contest = z.infer<typeof Contest>;

export const ModelStatus = z.enum(["champion", "retired", "rejected"]);
/** Why a model was promoted, or was not. */
export const ModelVerdict = z.enum(["beats_rules", "beats_champion", "no_better", "nothing_learnt"]);
export type ModelVerdict = z.infer<typeof ModelVerdict>;

/** How well a feature foretells the outcome all alone; one that `leaks` has probably seen it. */
export const LearntFeature = z.object({ feature: z.string(), auc_alone: figure, leaks: z.boolean() });
export type LearntFeature = z.infer<typeof LearntFeature>;

/** A trained model, without what it learnt. */
export const ModelJson = z.object({
  id,
  /** As it stands on the scores it gave. */
  name: z.string(),
  status: ModelStatus,
  verdict: ModelVerdict,
  /** Learnt from so many leads, of which so many had paid. */
  outcomes: z.number(),
  won: z.number(),
  metrics: Contest,
  /** Whom it had to beat; null is the rules. */
  rival_id: id.nullable(),
  is_demo: z.boolean(),
  trained_at: z.string(),
  retired_at: z.string().nullable(),
});
export type ModelJson = z.infer<typeof ModelJson>;

/** By how much one value of a feature multiplies the odds. */
export const ValueOdds = z.object({
  kind: z.enum(["level", "range", "other", "missing"]),
  /** Of a level; both values joined by " × " where two features count together. */
  value: z.union([z.string(), z.boolean()]).nullable(),
  /** Of a range: `from` is inside, `to` is the first value above; null has no end. */
  from: figure,
  to: figure,
  odds: z.number(),
  /** Leads that it learnt from with this value. */
  count: z.number(),
});
export type ValueOdds = z.infer<typeof ValueOdds>;

/** A feature as a model sees it, and whether the leads of late still look the same. */
export const FeatureCard = LearntFeature.extend({
  /** Population stability index between training and the newest leads; null without new ones. */
  psi: figure,
  drift: z.enum(["stable", "shifting", "shifted"]).nullable(),
  values: z.array(ValueOdds),
});

/** Everything about a model. */
export const ModelCardJson = ModelJson.extend({
  /** By how much the workspace's leads are likelier to pay than the rules say, before any feature. */
  base_odds: z.number(),
  features: z.array(FeatureCard),
  /** How many of the newest leads the drift was told by. */
  recent_leads: z.number(),
  /** Leads that the model scored since, whose outcome is known; an alarm is hardly explained by chance. */
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

/** How far learning has come: the rules score, a young model does, or one that has seen enough. */
export const LearningJson = z.object({
  outcomes: z.number(),
  won: z.number(),
  lost: z.number(),
  stage: z.enum(["prior", "learning", "trained"]),
  /** Outcomes, and of each kind, that the next stage asks for; null in the last one. */
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
  /** Who disagreed with scores, in words or in deeds. */
  overrides: z.array(
    z.object({
      by: z.string(),
      agree: z.number(),
      disagree: z.number(),
      /** Leads moved on although the advice was to give them up. */
      moved_on: z.number(),
      /** Leads given up although the advice was to transfer them. */
      gave_up: z.number(),
    }),
  ),
});
export type CalibrationJson = z.infer<typeof CalibrationJson>;
