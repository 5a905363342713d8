import type { ProblemJson } from "#lib/http/problem.ts";
import { ApiProblem } from "./client.ts";

/** The problem of a call without an answer. The server may have received it. */
const UNREACHABLE: ProblemJson = {
  type: "about:blank",
  title: "Unreachable",
  status: 503,
  detail: "The server did not answer",
  code: "unreachable",
  request_id: "",
};

/** The same for a call with an idempotency key: sending it again is safe, because the server runs it once. */
const MAYBE_ARRIVED: ProblemJson = { ...UNREACHABLE, code: "maybe_arrived" };

/** The problem of a failed call: the server's own, or "unreachable" when there was no answer. */
export const problemOf = (error: unknown): ProblemJson =>
  error instanceof ApiProblem ? error.problem : UNREACHABLE;

/**
 * Marks a failed call with an idempotency key as safe to send again, because the server runs it once.
 * @throws ApiProblem maybe_arrived when there was no answer
 */
export function repeatable<Answer>(call: Promise<Answer>): Promise<Answer> {
  return call.catch((error: unknown) => {
    throw error instanceof ApiProblem ? error : new ApiProblem(MAYBE_ARRIVED);
  });
}

/** Codes of refusals that mean that an earlier attempt succeeded. */
const MADE = new Set(["answer_not_kept", "idempotency_key_reused"]);

/** Whether the record exists although this call failed. */
export const isMade = ({ code }: ProblemJson): boolean => MADE.has(code);

/** Whether the record may have been created, because the answer was lost. */
export const maybeMade = (problem: ProblemJson): boolean =>
  isMade(problem) || problem.code === MAYBE_ARRIVED.code;
