import { DAY, HOUR, MINUTE } from "#lib/core/clock.ts";
import type { Locale } from "#lib/core/ctx.ts";
import type { LeadStage } from "#lib/pipeline/leads/rules.ts";
import { reasonIn } from "#lib/scoring/present.ts";
import { messagesPerDay } from "#lib/scoring/queries.ts";
import { recommendationOf, ruleScore } from "#lib/scoring/rules.ts";
import type { ScoringInput } from "#lib/scoring/schema.ts";
import { readTextSignals } from "#lib/scoring/text-signals/read-text-signals.ts";
import { type DemoStory, enteredAt, stageOf } from "./rules.ts";

/** When the lead was scored: shortly before its last step, after all its messages. */
function scoredAt(story: DemoStory): Date {
  const latest = story.messages.at(-1)?.at ?? story.createdAt;
  const end =
    stageOf(story) === "transferred" || stageOf(story) === "lost"
      ? enteredAt(story).getTime() - 5 * MINUTE
      : latest.getTime() + MINUTE;
  return new Date(Math.max(story.createdAt.getTime() + MINUTE, end));
}

/** The stage that the lead was in when it was scored. */
function scoredStage(story: DemoStory): LeadStage {
  const stage = stageOf(story);
  return stage === "transferred" || stage === "lost" ? (story.steps.at(-2)?.stage ?? "new") : stage;
}

/** The data of a lead at some moment. */
type Snapshot = Pick<DemoStory, "messages" | "businessDomain"> & { at: Date; stage: LeadStage };

const lastSnapshot = (story: DemoStory): Snapshot => ({
  at: scoredAt(story),
  stage: scoredStage(story),
  messages: story.messages,
  businessDomain: story.businessDomain,
});

/** Hours after the creation of a lead until its first score, unless its conversation has ended by then. */
const FIRST_SCORE_AFTER = 4 * HOUR;

function snapshots(story: DemoStory): Snapshot[] {
  const at = new Date(story.createdAt.getTime() + FIRST_SCORE_AFTER);
  const last = lastSnapshot(story);
  if (at >= last.at) return [last];
  const first: Snapshot = {
    at,
    stage: story.steps.findLast((step) => step.at <= at)?.stage ?? "new",
    messages: story.messages.filter((message) => message.at <= at),
    // Half of the business domains are only known later, so that having one early does not predict the outcome.
    businessDomain: story.createdAt.getUTCMinutes() % 2 === 0 ? story.businessDomain : null,
  };
  return [first, last];
}

/** A score with its time. */
export type DemoScore = ReturnType<typeof assess> & { at: Date };

/** The scores of a demo lead, the oldest first: soon after its creation, and before its last step. */
export const scoreStory = (story: DemoStory, minTransferScore: number, locale: Locale): DemoScore[] =>
  snapshots(story).map((glance) => ({ at: glance.at, ...assess(story, glance, minTransferScore, locale) }));

function assess(
  story: DemoStory,
  { at, stage, messages, businessDomain }: Snapshot,
  minTransferScore: number,
  locale: Locale,
) {
  const answered = messages.find(({ direction }) => direction === "out")?.at;
  const days = Math.floor((at.getTime() - story.createdAt.getTime()) / DAY);
  const input: ScoringInput = {
    source: story.source,
    stage,
    message_count: messages.length,
    has_business_domain: businessDomain !== null,
    business_domain: businessDomain,
    days_since_created: days,
    country: story.country,
    language: story.languageName,
    segment: story.segment,
    hours_to_first_contact: answered ? (answered.getTime() - story.createdAt.getTime()) / HOUR : null,
    messages_per_day: messagesPerDay(messages.length, days),
    ...readTextSignals(messages.toReversed()),
  };
  const { score, factors } = ruleScore(input);
  const recommendation = recommendationOf(score, minTransferScore);
  return { input, score, factors, recommendation, reason: reasonIn(locale, factors, recommendation) };
}
