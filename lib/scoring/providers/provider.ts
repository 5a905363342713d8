import type { Factor, ScoringInput } from "../schema.ts";

/** A way to score a lead. Providers are twins behind this one interface. */
export type ScoringProvider = {
  name: string;
  /** What exactly scores: part of the cache's key. */
  model: string;
  /**
   * @returns a score from 0 to 1 with the factors that sum to it
   * @throws Unavailable when the provider cannot answer; nothing is changed then
   */
  score: (input: ScoringInput, signal: AbortSignal) => Promise<{ score: number; factors: Factor[] }>;
};
