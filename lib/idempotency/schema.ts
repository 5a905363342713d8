/** Hours that the answer to an Idempotency-Key is kept for a repetition. */
export const KEPT_HOURS = 24;
