import { setTimeout as sleep } from "node:timers/promises";
import { ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { APIConnectionError, APIError } from "openai";
import { SECOND } from "#lib/core/clock.ts";
import { UnusableAnswer } from "./answer.ts";

const MAX_ATTEMPTS = 3;
/** Milliseconds before the second attempt; twice as long before the third. */
const FIRST_PAUSE = 0.5 * SECOND;
/**
 * Milliseconds. The endpoint may ask for a pause that is longer than a timer supports, and no caller waits that long.
 */
const MAX_PAUSE = 60 * SECOND;
/** Failed calls in a row that open the breaker. */
const MAX_FAILURES = 5;
/** Milliseconds until the open breaker lets one call through. */
const OPEN_FOR = 30 * SECOND;

/** Calls with retries, at most three attempts, and none while the endpoint is down. */
export type Breaker = <Answer>(ask: () => Promise<Answer>, signal: AbortSignal) => Promise<Answer>;

/**
 * A circuit breaker around attempts with back-off. An endpoint that fails or hangs opens it. A failure caused by one
 * lead's data (a refusal, a bad request) does not, or a client could turn scoring off for all.
 * @param openFor milliseconds until an open breaker lets one call through
 */
export function makeBreaker({ openFor = OPEN_FOR, firstPause = FIRST_PAUSE } = {}): Breaker {
  const policy = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: openFor,
    breaker: new ConsecutiveBreaker(MAX_FAILURES),
  });
  return (ask, signal) => policy.execute(() => callWithRetries(ask, signal, firstPause));
}

async function callWithRetries<Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
  firstPause: number,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (tries === MAX_ATTEMPTS || !isWorthAnotherTry(error)) throw error;
      // Ends with the caller's time-out, even when the endpoint asks for a longer pause.
      await sleep(retryAfter(error) ?? firstPause * 2 ** (tries - 1), undefined, { signal });
    }
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof UnusableAnswer) return error.isWorthAnotherTry;
  return error instanceof APIConnectionError || (error instanceof APIError && isTemporary(error.status));
}

const isTemporary = (status: unknown) =>
  typeof status === "number" && (status === 408 || status === 409 || status === 429 || status >= 500);

function isOutage(error: unknown): boolean {
  if (error instanceof UnusableAnswer) return false;
  return !(error instanceof APIError) || error.status !== 400;
}

/** Milliseconds that the endpoint asks to wait, in seconds or as a date (RFC 9110, 10.2.3). */
function retryAfter(error: unknown): number | undefined {
  const wish = error instanceof APIError ? error.headers?.get("retry-after") : undefined;
  if (!wish) return undefined;
  const pause = /^\d+$/.test(wish) ? Number(wish) * SECOND : Date.parse(wish) - Date.now();
  return Number.isFinite(pause) ? Math.min(Math.max(0, pause), MAX_PAUSE) : undefined;
}
