import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { Unavailable } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import type { ScoringProvider } from "../provider.ts";
import { Answer, readAnswer, UnusableAnswer } from "./answer.ts";
import { makeBreaker } from "./breaker.ts";
import { PROMPT_VERSION, promptFor } from "./prompt.ts";

/** Room for the answer, and for a model that thinks first. */
const MAX_TOKENS = 2_000;

type Endpoint = { apiKey: string; baseUrl?: string | undefined; model: string };

/** An LLM behind any endpoint that speaks as OpenAI's does. */
export function openaiProvider(
  { apiKey, baseUrl, model }: Endpoint,
  breaker = makeBreaker(),
): ScoringProvider {
  // The breaker counts the tries; the client's own log would print what it sends.
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl ?? "https://api.openai.com/v1",
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: "off",
    // Leads and messages go to the endpoint that the owner named, and nowhere that it sends them on to.
    fetchOptions: { redirect: "error" },
  });
  return {
    name: "openai",
    model,
    llm: { promptVersion: PROMPT_VERSION },
    score: async (input, signal, context) => {
      // No temperature: models that think refuse any but their own.
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

/** What happened, without what was sent or answered: an error's own message may repeat both. */
function failureOf(error: unknown): string {
  if (error instanceof UnusableAnswer) return error.message;
  if (error instanceof OpenAI.APIError && error.status) return `status ${error.status}`;
  return error instanceof Error ? error.constructor.name : "unknown";
}
