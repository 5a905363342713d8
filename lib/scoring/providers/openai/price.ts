/** US dollars for a million tokens, as OpenAI lists them (November 2026). */
const PRICES: Record<string, { prompt: number; completion: number }> = {
  "gpt-4o-mini": { prompt: 0.15, completion: 0.6 },
  "gpt-4o": { prompt: 2.5, completion: 10 },
  "gpt-4.1-nano": { prompt: 0.1, completion: 0.4 },
  "gpt-4.1-mini": { prompt: 0.4, completion: 1.6 },
  "gpt-4.1": { prompt: 2, completion: 8 },
};

/** Answers name the model with its date: gpt-4o-mini-2024-07-18. */
const DATE = /-\d{4}-\d{2}-\d{2}$/;

/** The cost of the tokens in US dollars, when the model's price is known. */
export function costOf(model: string, promptTokens: number, completionTokens: number): { costUsd?: number } {
  const price = PRICES[model.replace(DATE, "")];
  if (!price) return {};
  return { costUsd: (promptTokens * price.prompt + completionTokens * price.completion) / 1_000_000 };
}
