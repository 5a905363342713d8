import { z } from "zod";

/** An id in a path. Anything that is not a plain positive integer below 2^53 is simply not there. */
export const pathId = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number)
  .refine(Number.isSafeInteger);

export const idParams = z.object({ id: pathId });
