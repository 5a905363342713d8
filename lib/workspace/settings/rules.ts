/**
 * The codes of why leads and sales are lost, translated in `lost.reasons`. `other` is explained by its comment. A
 * workspace adds reasons of its own, which have the same text in every language.
 */
export const LOST_REASONS = [
  "no_response",
  "no_budget",
  "other_supplier",
  "too_small",
  "wrong_contact",
  "other",
] as const;

/** The reason of a loss that only its comment explains. */
export const OTHER_REASON = "other";

/** The business domains and the reasons for a loss in a workspace's lists, and the characters of one. */
export const MAX_LIST_ITEMS = 100;
export const MAX_BUSINESS_DOMAIN = 80;
export const MAX_LOST_REASON = 80;

/** Why a record was lost, as stored; both null when it is not lost. */
export type Loss = { lostReason: string | null; lostComment: string | null };

export const NOT_LOST: Loss = { lostReason: null, lostComment: null };

const isSame = (one: string, other: string) => one.toLocaleLowerCase() === other.toLocaleLowerCase();

/**
 * Normalizes a reason: a code, or one of the workspace's own reasons in its listed spelling. Any other text becomes
 * `other` with the text as comment, followed by the given comment.
 */
export function lossOf(reason: string, comment: string | null, own: readonly string[]): Loss {
  const known = LOST_REASONS.find((code) => code === reason) ?? own.find((one) => isSame(one, reason));
  if (known !== undefined) return { lostReason: known, lostComment: comment };
  return { lostReason: OTHER_REASON, lostComment: comment ? `${reason}: ${comment}` : reason };
}

/** The values of a list without repetitions, whatever their letters' case; the first of each stays. */
export const withoutRepetitions = (values: readonly string[]): string[] =>
  values.filter((value, place) => values.findIndex((other) => isSame(other, value)) === place);
