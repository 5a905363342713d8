import { z } from "zod";

/** A reason why something is not allowed: a stable code and English words. */
export const Reason = z.object({
  code: z.string().describe("What is wrong, for programs: see the error codes in the introduction."),
  detail: z.string().describe("What is wrong, in English."),
});
