import { z } from "zod";

/** Hours that the answer to an Idempotency-Key is stored for repetitions. */
export const ANSWER_RETENTION_HOURS = 24;

/** A key that a client chooses: visible ASCII. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/);
