import { z } from "zod";

/** Hours that the answer to an Idempotency-Key is kept for a repetition. */
export const KEPT_HOURS = 24;

/** What a sender may choose as a key: visible ASCII. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/);
