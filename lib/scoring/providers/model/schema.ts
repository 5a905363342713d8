import { z } from "zod";

/** The features of one lead, contact or line of a CSV file. Null means missing. */
export const Row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type Row = z.infer<typeof Row>;

/** The kind of a feature. Kinds that are not declared are inferred from the values. */
export const FeatureSpec = z.object({ name: z.string(), kind: z.enum(["category", "number", "boolean"]) });
export type FeatureSpec = z.infer<typeof FeatureSpec>;

const name = z.string();

/**
 * One feature as columns of zeros and ones, exactly one of which is one. The last column of a plain feature is
 * "missing"; a category has "other" before it, for rare and unknown values.
 */
export const PlainFeature = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("category"), name, levels: z.array(z.string()) }),
  /** Bin i holds the values from edge i − 1 (included) to edge i. */
  z.object({ kind: z.literal("number"), name, edges: z.array(z.number()) }),
  z.object({ kind: z.literal("boolean"), name }),
]);
export type PlainFeature = z.infer<typeof PlainFeature>;

/** Two plain features together: a column for each pair of their columns that is frequent, and "other". */
export const CrossFeature = z.object({
  name,
  of: z.tuple([z.string(), z.string()]),
  pairs: z.array(z.tuple([z.int(), z.int()])),
});
export type CrossFeature = z.infer<typeof CrossFeature>;

export const Encoder = z.object({ features: z.array(PlainFeature), crosses: z.array(CrossFeature) });
export type Encoder = z.infer<typeof Encoder>;

/**
 * A trained model: logit p = logit(prior) + intercept + the weight of each feature's column. Plain JSON,
 * so that it can be stored as it is.
 */
export const TrainedModel = z.object({
  encoder: Encoder,
  intercept: z.number(),
  /** One for each column: of the plain features in their order, then of the crosses. */
  weights: z.array(z.number()),
  /** The ridge penalty that cross-validation chose; `null`: nothing was learnt, the model is the prior. */
  penalty: z.number().positive().nullable(),
  outcomes: z.int().min(0),
  positives: z.int().min(0),
});
export type TrainedModel = z.infer<typeof TrainedModel>;

/** A row with its known outcome and its prior probability. */
export type Example = { row: Row; outcome: boolean; prior: number };

/** The result of one training: `serving` learned from all outcomes, `contender` from the oldest four fifths. */
export const Candidate = z.object({ serving: TrainedModel, contender: TrainedModel });
export type Candidate = z.infer<typeof Candidate>;
