import { z } from "zod";

/** What a client is about. A closed set, so that it can be counted and learnt from. */
export const Intent = z.enum(["complaint", "buy", "delivery", "price", "other"]);
export type Intent = z.infer<typeof Intent>;

/** Languages that messages are told apart by; one outside of them is taken for the nearest of them. */
export const TEXT_LANGUAGES = ["uk", "ru", "en", "pl", "de", "fr", "es", "it", "ro", "tr"] as const;

/** How many of a lead's newest messages are read, and of each how many characters. */
export const MAX_READ = { messages: 50, characters: 500 };

/** One message as it is read here. */
export type Line = { direction: "in" | "out"; text: string };

/**
 * What the texts of a conversation say. Null means that there was nothing to read. They are all that is
 * kept of the texts. The defaults are for snapshots from before texts were read.
 */
export const TextSignals = z.object({
  /** The code of the language that the client writes. */
  text_language: z.enum(TEXT_LANGUAGES).nullable().default(null),
  /** Of the client's newest message that shows one. */
  intent: Intent.nullable().default(null),
  /** Whether the client named a sum of money or a budget. */
  mentions_budget: z.boolean().nullable().default(null),
  is_urgent: z.boolean().nullable().default(null),
  /** The share of the client's messages that somebody has written after. */
  reply_ratio: z.number().min(0).max(1).nullable().default(null),
});
export type TextSignals = z.infer<typeof TextSignals>;
