import { z } from "zod";

/** A reason why something is not allowed: a stable code and English words. */
export const Reason = z.object({ code: z.string(), detail: z.string() });
