import { z } from "zod";

/** Who scores leads: an LLM, the workspace's own history, or the transparent rules. */
export const AiProvider = z.enum(["openai", "model", "rules"]);
export type AiProvider = z.infer<typeof AiProvider>;
