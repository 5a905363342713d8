import { z } from "zod";

/** The intent of a client. A closed set, so that it can be counted and learned from. */
export const Intent = z.enum(["complaint", "buy", "delivery", "price", "other"]);
export type Intent = z.infer<typeof Intent>;

/** The languages that are detected; another language is detected as the nearest of them. */
export const TEXT_LANGUAGES = ["uk", "ru", "en", "pl", "de", "fr", "es", "it", "ro", "tr"] as const;

/** The number of newest messages that are read, and the characters of each. */
export const MAX_READ = { messages: 50, characters: 500 };

/** One message as it is read here. */
export type Line = { direction: "in" | "out"; text: string };

/**
 * The signals in the texts of a conversation. Null means that there was nothing to read. Snapshots store these and
 * not the texts. The defaults are for older snapshots without signals.
 */
export const TextSignals = z.object({
  /** The code of the language that the client writes. */
  text_language: z.enum(TEXT_LANGUAGES).nullable().default(null),
  /** From the client's newest message that shows one. */
  intent: Intent.nullable().default(null),
  /** Whether the client named a sum of money or a budget. */
  mentions_budget: z.boolean().nullable().default(null),
  is_urgent: z.boolean().nullable().default(null),
  /** The share of the client's messages that were followed by one of ours. */
  reply_ratio: z.number().min(0).max(1).nullable().default(null),
});
export type TextSignals = z.infer<typeof TextSignals>;
