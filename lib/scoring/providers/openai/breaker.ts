import { setTimeout as sleep } from "node:timers/promises";
import { ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { APIConnectionError, APIError } from "openai";
import { SECOND } from "#lib/core/clock.ts";
import { UnusableAnswer } from "./answer.ts";

const MAX_ATTEMPTS = 3;
/** Milliseconds before the second try; twice as long before the third. */
const FIRST_PAUSE = 0.5 * SECOND;
/** Milliseconds; nobody waits that long, and a timer cannot hold what an endpoint may ask for. */
const MAX_PAUSE = 60 * SECOND;
/** Questions in a row that come to nothing until nobody is asked any more. */
const MAX_FAILURES = 5;
/** Milliseconds until one question tries again. */
const OPEN_FOR = 30 * SECOND;

/** Asks until there is an answer, at most three times, and not at all while the endpoint is down. */
export type Breaker = <Answer>(ask: () => Promise<Answer>, signal: AbortSignal) => Promise<Answer>;

/**
 * A breaker over tries with back-off. An endpoint that fails or hangs opens it; what one lead's data
 * provoke (a refusal, a bad request) does not, or a stranger could turn scoring off for everybody.
 * @param openFor milliseconds until an open breaker lets one question through
 */
export function makeBreaker({ openFor = OPEN_FOR, firstPause = FIRST_PAUSE } = {}): Breaker {
  const policy = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: openFor,
    breaker: new ConsecutiveBreaker(MAX_FAILURES),
  });
  return (ask, signal) => policy.execute(() => askWithTries(ask, signal, firstPause));
}

async function askWithTries<Answer>(
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
      // Ends with the caller's patience, also when the endpoint asks for a longer pause.
      await sleep(retryAfter(error) ?? firstPause * 2 ** (tries - 1), undefined, { signal });
    }
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof UnusableAnswer) return error.isWorthAnotherTry;
  return error instanceof APIConnectionError || (error instanceof APIError && isPassing(error.status));
}

const isPassing = (status: unknown) =>
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
