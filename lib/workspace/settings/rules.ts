/**
 * Why leads and sales are lost, by code: each language has words for each (`lost.reasons`). `other` is what only its
 * comment tells. A workspace adds reasons of its own, which are called by their words in every language.
 */
export const LOST_REASONS = [
  "no_response",
  "no_budget",
  "other_supplier",
  "too_small",
  "wrong_contact",
  "other",
] as const;

/** The reason of a loss that is told in words only. */
export const OTHER_REASON = "other";

/** Lines of business and reasons of a loss that a workspace lists, and the characters of one. */
export const MAX_LISTED = 100;
export const MAX_BUSINESS_DOMAIN = 80;
export const MAX_LOST_REASON = 80;

/** Why something was lost, as it is stored; both null where it is not lost. */
export type Loss = { lostReason: string | null; lostComment: string | null };

export const NOT_LOST: Loss = { lostReason: null, lostComment: null };

const isSame = (one: string, other: string) => one.toLocaleLowerCase() === other.toLocaleLowerCase();

/**
 * What is stored of a loss: a code, or one of the workspace's own reasons as it is listed. Any other text is the
 * comment of `other`, before the comment that was given beside it.
 */
export function lossOf(reason: string, comment: string | null, own: readonly string[]): Loss {
  const known = LOST_REASONS.find((code) => code === reason) ?? own.find((one) => isSame(one, reason));
  if (known !== undefined) return { lostReason: known, lostComment: comment };
  return { lostReason: OTHER_REASON, lostComment: comment ? `${reason}: ${comment}` : reason };
}

/** The values of a list without repetitions, whatever their letters' case; the first of each stays. */
export const withoutRepetitions = (values: readonly string[]): string[] =>
  values.filter((value, place) => values.findIndex((other) => isSame(other, value)) === place);
