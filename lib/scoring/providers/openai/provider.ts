import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { Unavailable } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import type { ScoringProvider } from "../provider.ts";
import { Answer, readAnswer, UnusableAnswer } from "./answer.ts";
import { makeBreaker } from "./breaker.ts";
import { PROMPT_VERSION, promptFor } from "./prompt.ts";

/** Enough for the answer, and for a model that reasons first. */
const MAX_TOKENS = 2_000;

type Endpoint = { apiKey: string; baseUrl?: string | undefined; model: string };

/** An LLM behind any endpoint that is compatible with OpenAI's API. */
export function openaiProvider(
  { apiKey, baseUrl, model }: Endpoint,
  breaker = makeBreaker(),
): ScoringProvider {
  // No retries, because the breaker makes them, and no logging, because the client's log would print what it sends.
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl ?? "https://api.openai.com/v1",
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: "off",
    // Redirects are refused, so that leads and messages go only to the configured endpoint.
    fetchOptions: { redirect: "error" },
  });
  return {
    name: "openai",
    model,
    llm: { promptVersion: PROMPT_VERSION },
    score: async (input, signal, context) => {
      // No temperature, because reasoning models refuse any but the default.
      const ask = () =>
        client.chat.completions.create(
          {
            model,
            messages: promptFor(input, context),
            response_format: zodResponseFormat(Answer, "assessment"),
            max_completion_tokens: MAX_TOKENS,
          },
          { signal },
        );
      try {
        return await breaker(async () => readAnswer(await ask(), input), signal);
      } catch (error) {
        log.warn({ provider: "openai", model, failure: failureOf(error) }, "scoring failed");
        throw new Unavailable("ai_unavailable", "AI service unavailable");
      }
    },
  };
}

/** A description without the request and the answer, which the message of an error may repeat. */
function failureOf(error: unknown): string {
  if (error instanceof UnusableAnswer) return error.message;
  if (error instanceof OpenAI.APIError && error.status) return `status ${error.status}`;
  return error instanceof Error ? error.constructor.name : "unknown";
}
