import { z } from "zod";

/** What scores leads: an LLM, the model learned from the workspace's history, or the transparent rules. */
export const AiProvider = z.enum(["openai", "model", "rules"]);
export type AiProvider = z.infer<typeof AiProvider>;
