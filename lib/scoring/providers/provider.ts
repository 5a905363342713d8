import type { Locale } from "#lib/core/ctx.ts";
import type { Factor, FactorScale, ScoringInput } from "../schema.ts";

/** One message of a lead, as a provider that reads conversations sees it. */
export type ConversationLine = { direction: "in" | "out"; text: string };

/** What a provider gets beside the lead's fields. */
export type ScoringContext = {
  /** The newest messages in the order of time; empty unless the provider reads conversations. */
  conversation: ConversationLine[];
  /** The language of the reason. */
  locale: Locale;
};

/** The token usage of one answer of an LLM. */
export type Usage = {
  promptTokens: number;
  completionTokens: number;
  /** By list price; undefined when the price of the model is not known. */
  costUsd?: number;
};

/** A score from 0 to 1 with the factors that sum to it, or to its log-odds, within 1e-9. */
export type Score = {
  score: number;
  factors: Factor[];
  /** The score itself by default. */
  factorScale?: FactorScale;
  /** The reason in the requested language; without one, the decisive factor is shown. */
  reason?: string;
  usage?: Usage;
};

/** A way to score a lead. Providers are twins behind this one interface. */
export type ScoringProvider = {
  name: string;
  /** Identifies the model and version; part of the cache key. */
  model: string;
  /** Set by an LLM: it costs money, reads the conversation, and another prompt gives another answer. */
  llm?: { promptVersion: number };
  /**
   * @param signal when it aborts, the provider stops asking at once
   * @throws Unavailable when the provider cannot answer; nothing is changed then
   */
  score: (input: ScoringInput, signal: AbortSignal, context: ScoringContext) => Promise<Score>;
};
