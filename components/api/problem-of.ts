import type { ProblemJson } from "#lib/http/problem.ts";
import { ApiProblem } from "./client.ts";

/** Why a call failed that the server gave no answer to. It may have arrived. */
const UNREACHABLE: ProblemJson = {
  type: "about:blank",
  title: "Unreachable",
  status: 503,
  detail: "The server did not answer",
  code: "unreachable",
  request_id: "",
};

/** The same of a call under a key: it can be sent again, and is done once. */
const MAYBE_ARRIVED: ProblemJson = { ...UNREACHABLE, code: "maybe_arrived" };

/** Why a call failed: as the server said it, or that it said nothing. */
export const problemOf = (error: unknown): ProblemJson =>
  error instanceof ApiProblem ? error.problem : UNREACHABLE;

/**
 * A call that the server does once for its key, so that where its answer is lost it may be sent again.
 * @throws ApiProblem maybe_arrived
 */
export function repeatable<Answer>(call: Promise<Answer>): Promise<Answer> {
  return call.catch((error: unknown) => {
    throw error instanceof ApiProblem ? error : new ApiProblem(MAYBE_ARRIVED);
  });
}

/** Refusals of what was made all the same, the first time that it was sent. */
const MADE = new Set(["answer_not_kept", "idempotency_key_reused"]);

/** Whether what was asked for is there, although this call failed. */
export const isMade = ({ code }: ProblemJson): boolean => MADE.has(code);

/** Whether the record may have been created, because the answer was lost. */
export const maybeMade = (problem: ProblemJson): boolean =>
  isMade(problem) || problem.code === MAYBE_ARRIVED.code;
