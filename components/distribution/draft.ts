import type { WeightJson } from "#lib/conversations/distribution/schema.ts";

/** Edited weights that are not saved yet, by operator. */
export type Draft = { operator_id: number; weight: number }[];

/** A draft with the stored weights that were shown when it began. */
export type DraftOf = { shares: Draft; seen: WeightJson[] };
