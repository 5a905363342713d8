import type { WeightJson } from "#lib/conversations/distribution/schema.ts";

/** Shares as they are being arranged, by operator. */
export type Draft = { operator_id: number; weight: number }[];

/** A draft with the shares that were seen when it began. */
export type DraftOf = { shares: Draft; seen: WeightJson[] };
