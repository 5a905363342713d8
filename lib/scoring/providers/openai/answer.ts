import type { ChatCompletion } from "openai/resources/chat/completions";
import { z } from "zod";
import type { Factor, ScoringInput } from "../../schema.ts";
import type { Score } from "../provider.ts";
import { costOf } from "./price.ts";

const MAX_REASON_LENGTH = 500;
/** Differences below this are rounding errors of sums. */
const TOLERANCE = 1e-9;

/** The features that a factor may name, so that no text of a client becomes a factor's name. */
const LEAD_FEATURES = [
  "source",
  "stage",
  "message_count",
  "business_domain",
  "days_since_created",
  "country",
  "language",
  "segment",
  "hours_to_first_contact",
  "messages_per_day",
  "text_language",
  "intent",
  "mentions_budget",
  "is_urgent",
  "reply_ratio",
] as const satisfies (keyof ScoringInput)[];

const isLeadFeature = (name: string): name is (typeof LEAD_FEATURES)[number] =>
  LEAD_FEATURES.some((feature) => feature === name);

/** The structured output of the LLM. Not every endpoint supports ranges in strict schemas, so they are checked here. */
export const Answer = z.strictObject({
  score: z.number(),
  reason: z.string(),
  factors: z.array(
    z.strictObject({
      feature: z.enum([...LEAD_FEATURES, "conversation"]),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      effect: z.number(),
    }),
  ),
});

/** One line without invisible characters, because bidirectional ones reorder a text and PostgreSQL refuses NUL. */
const plain = (text: string) => text.replace(/[\p{C}\s]+/gu, " ").trim();

const InRange = Answer.extend({
  score: z.number().min(0).max(1),
  reason: z.string().refine((reason) => plain(reason) !== ""),
  factors: z.array(Answer.shape.factors.element.extend({ effect: z.number().min(-1).max(1) })),
});

/** The answer of the LLM cannot be used. The message names the reason, never the answer itself. */
export class UnusableAnswer extends Error {
  /** Whether a retry may get a usable answer. */
  readonly isWorthAnotherTry: boolean;
  constructor(flaw: "refusal" | "truncated" | "content_filter" | "empty" | "not_json" | "wrong_shape") {
    super(flaw);
    this.isWorthAnotherTry = flaw === "empty" || flaw === "not_json" || flaw === "wrong_shape";
  }
}

/**
 * The score that a completion gives, with factors that sum to it.
 * @throws UnusableAnswer for a refusal, a truncated answer, and one that is no valid answer
 */
export function readAnswer(completion: ChatCompletion, input: ScoringInput): Score {
  const { usage } = completion;
  return {
    ...scoreOf(contentOf(completion), input),
    ...(usage && {
      usage: {
        promptTokens: usage.prompt_tokens,
        completionTokens: usage.completion_tokens,
        ...costOf(completion.model, usage.prompt_tokens, usage.completion_tokens),
      },
    }),
  };
}

function contentOf({ choices: [choice] }: ChatCompletion): string {
  if (!choice) throw new UnusableAnswer("empty");
  if (choice.message.refusal) throw new UnusableAnswer("refusal");
  if (choice.finish_reason === "length") throw new UnusableAnswer("truncated");
  if (choice.finish_reason === "content_filter") throw new UnusableAnswer("content_filter");
  if (!choice.message.content) throw new UnusableAnswer("empty");
  return choice.message.content;
}

function scoreOf(content: string, input: ScoringInput): Score {
  const { score, reason, factors } = answerOf(content);
  return {
    score,
    reason: plain(reason).slice(0, MAX_REASON_LENGTH).toWellFormed(),
    factors: summingTo(score, effectsByFeature(factors, input)),
  };
}

function answerOf(content: string): z.infer<typeof InRange> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new UnusableAnswer("not_json");
  }
  const answer = InRange.safeParse(json);
  if (!answer.success) throw new UnusableAnswer("wrong_shape");
  return answer.data;
}

/** One factor for each feature, with the value of the lead and not the one that the LLM repeats. */
function effectsByFeature(factors: z.infer<typeof InRange>["factors"], input: ScoringInput): Factor[] {
  const merged = new Map<string, Factor>();
  for (const { feature, effect } of factors) {
    const value = isLeadFeature(feature) ? input[feature] : null;
    merged.set(feature, { feature, value, effect: effect + (merged.get(feature)?.effect ?? 0) });
  }
  return [...merged.values()];
}

/** LLMs add unreliably, so the difference between the sum of the effects and the score becomes a factor of its own. */
function summingTo(score: number, factors: Factor[]): Factor[] {
  const rest = score - factors.reduce((sum, { effect }) => sum + effect, 0);
  return Math.abs(rest) < TOLERANCE ? factors : [...factors, { feature: "other", value: null, effect: rest }];
}
