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
  outcomes: z.number().describe("Outcomes that were compared."),
  won: z.number().describe("Those that were paid."),
  auc: figure.describe("Area under the ROC curve: 0.5 is chance, 1 is perfect."),
  brier: figure.describe("Brier score: lower is better."),
  ece: figure.describe("Expected calibration error: lower is better."),
  log_loss: figure.describe("Log loss in nats per lead: lower is better."),
  lift: figure.describe("How much better the best tenth is than the average."),
});
export type ModelMetrics = z.infer<typeof ModelMetrics>;

/** The model and its rival, measured on the newest fifth of the outcomes, which neither had seen. */
export const Contest = z.object({
  challenger: ModelMetrics.describe("Figures of the model."),
  rival: ModelMetrics.describe("Figures of what it had to beat."),
});
export type Contest = z.infer<typeof Contest>;

export const ModelStatus = z.enum(["champion", "retired", "rejected"]);
/** Why a model was promoted, or was not. */
export const ModelVerdict = z.enum(["beats_rules", "beats_champion", "no_better", "nothing_learnt"]);
export type ModelVerdict = z.infer<typeof ModelVerdict>;

/** How well a feature alone predicts the outcome; one that `leaks` probably contains the outcome. */
export const LearntFeature = z.object({
  feature: z.string().describe("Name of the feature."),
  auc_alone: figure.describe("How well the feature alone predicts the outcome."),
  leaks: z.boolean().describe("Possible leakage: the feature alone predicts the outcome."),
});
export type LearntFeature = z.infer<typeof LearntFeature>;

/** A trained model, without its parameters. */
export const ModelJson = z.object({
  id: id.describe("Id of the model."),
  name: z.string().describe("Name, as in `model` of its scores."),
  status: ModelStatus.describe("Whether the model scores now."),
  verdict: ModelVerdict.describe("Why it was promoted, or was not."),
  outcomes: z.number().describe("Outcomes that it learned from."),
  won: z.number().describe("Those that were paid."),
  metrics: Contest.describe("Figures on the newest fifth of the outcomes."),
  rival_id: id.nullable().describe("Model that it had to beat. Null for the rules."),
  is_demo: z.boolean().describe("Whether the model belongs to the demo data."),
  trained_at: z.string().describe("When it was trained."),
  retired_at: z.string().nullable().describe("When another model replaced it."),
});
export type ModelJson = z.infer<typeof ModelJson>;

/** By how much one value of a feature multiplies the odds. */
export const ValueOdds = z.object({
  kind: z.enum(["level", "range", "other", "missing"]).describe("Kind of the value."),
  value: z
    .union([z.string(), z.boolean()])
    .nullable()
    .describe("The value. Values of two features are joined by ` × `."),
  from: figure.describe("Lower end of a range, included. Null for none."),
  to: figure.describe("Upper end of a range, excluded. Null for none."),
  odds: z.number().describe("Factor by which the value multiplies the odds."),
  count: z.number().describe("Leads with this value that it learned from."),
});
export type ValueOdds = z.infer<typeof ValueOdds>;

/** A feature of a model, and whether recent leads still look the same. */
export const FeatureCard = LearntFeature.extend({
  psi: figure.describe("Population stability index between training and the newest leads."),
  drift: z.enum(["stable", "shifting", "shifted"]).nullable().describe("How much the newest leads differ."),
  values: z.array(ValueOdds).describe("Effect of each value."),
});

/** Everything about a model. */
export const ModelCardJson = ModelJson.extend({
  base_odds: z.number().describe("Odds of the workspace in relation to the rules, before any feature."),
  features: z.array(FeatureCard).describe("Features of the model."),
  recent_leads: z.number().describe("Newest leads that drift was measured on."),
  since: z
    .object({
      outcomes: z.number().describe("Known outcomes."),
      observed: z.number().describe("Those that were paid."),
      expected: z.number().describe("How many the model predicted."),
      ratio: figure.describe("Observed divided by expected."),
      alarm: z.boolean().describe("Whether chance hardly explains the difference."),
    })
    .describe("Outcomes of leads that the model scored."),
});
export type ModelCardJson = z.infer<typeof ModelCardJson>;

export const CalibrationQuery = z
  .strictObject({ provider: AiProvider.describe("Scores of this provider."), ...periodQuery })
  .partial({ provider: true });
export type CalibrationQuery = z.infer<typeof CalibrationQuery>;

/** The progress of learning: the rules score, a young model scores, or a model with enough outcomes. */
export const LearningJson = z.object({
  outcomes: z.number().describe("Known outcomes."),
  won: z.number().describe("Leads that were paid."),
  lost: z.number().describe("Leads that were lost."),
  stage: z.enum(["prior", "learning", "trained"]).describe("How far learning has come."),
  needed: z.number().nullable().describe("Outcomes that the next stage needs. Null in the last one."),
  needed_of_each: z.number().nullable().describe("Outcomes of each kind that it needs."),
});
export type LearningJson = z.infer<typeof LearningJson>;

export const CalibrationJson = z.object({
  bands: z
    .array(
      z.object({
        from: z.number().describe("Lower end of the scores."),
        to: z.number().describe("Upper end of the scores."),
        predicted: z.number().describe("Average score."),
        actual: z.number().describe("Share that was paid."),
        count: z.number().describe("Leads in the band."),
      }),
    )
    .describe("Predicted and actual outcomes by score."),
  auc: figure.describe("Area under the ROC curve: 0.5 is chance, 1 is perfect."),
  brier: figure.describe("Brier score: lower is better."),
  ece: figure.describe("Expected calibration error: lower is better."),
  lift: figure.describe("How much better the best tenth is than the average."),
  outcomes: z.number().describe("Known outcomes."),
  base_rate: figure.describe("Share that was paid."),
  learning: LearningJson.describe("How far learning has come."),
  overrides: z
    .array(
      z.object({
        by: z.string().describe("Name of the person."),
        agree: z.number().describe("Scores that they agreed with."),
        disagree: z.number().describe("Scores that they disagreed with."),
        moved_on: z.number().describe("Leads that they moved on against the recommendation."),
        gave_up: z.number().describe("Leads that they lost although transfer was recommended."),
      }),
    )
    .describe("Who disagreed with scores."),
});
export type CalibrationJson = z.infer<typeof CalibrationJson>;
