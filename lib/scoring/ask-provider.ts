import { SECOND } from "#lib/core/clock.ts";
import { AppError, Unavailable } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import type { Score, ScoringContext, ScoringProvider } from "./providers/provider.ts";
import type { ScoringInput } from "./schema.ts";

/** Milliseconds that a provider has for its answer, retries and pauses included. */
const PROVIDER_TIMEOUT = 10 * SECOND;

/** The score of a provider, and how long it took in milliseconds. */
export type Answer = Score & { latencyMs: number };

/**
 * Calls a provider, for ten seconds at most. Never inside a transaction.
 * @throws Unavailable when it does not answer
 */
export async function askProvider(
  provider: ScoringProvider,
  input: ScoringInput,
  context: ScoringContext,
): Promise<Answer> {
  const began = performance.now();
  try {
    const answer = await provider.score(input, AbortSignal.timeout(PROVIDER_TIMEOUT), context);
    return { ...answer, latencyMs: Math.round(performance.now() - began) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    log.warn(
      { provider: provider.name, error: error instanceof Error ? error.name : "unknown" },
      "scoring failed",
    );
    throw new Unavailable("ai_unavailable", "AI service unavailable");
  }
}
