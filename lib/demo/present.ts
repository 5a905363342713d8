import type { assessments } from "#db/schema/assessments.ts";
import type { events } from "#db/schema/events.ts";
import type { leads } from "#db/schema/leads.ts";
import type { sales } from "#db/schema/sales.ts";
import { DAY, HOUR, MINUTE } from "#lib/core/clock.ts";
import type { Locale } from "#lib/core/ctx.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import type { LeadStage } from "#lib/leads/schema.ts";
import { reasonIn } from "#lib/scoring/present.ts";
import { rulesProvider } from "#lib/scoring/providers/rules/provider.ts";
import { messagesPerDay } from "#lib/scoring/queries.ts";
import { recommendationOf, ruleScore } from "#lib/scoring/rules.ts";
import type { ScoringInput } from "#lib/scoring/schema.ts";
import { textSignals } from "#lib/text-signals/queries.ts";
import type { DemoStory } from "./rules.ts";

/** Rows that the stories refer to. */
export type DemoRows = {
  workspaceId: number;
  people: { id: number; name: string; userId: number | null }[];
  sourceIds: Map<string, number>;
};

type NewEvent = Omit<typeof events.$inferInsert, "workspaceId"> & { createdAt: Date };

const stageOf = (story: DemoStory): LeadStage => story.steps.at(-1)?.stage ?? "new";
const enteredAt = (story: DemoStory): Date => story.steps.at(-1)?.at ?? story.createdAt;
const ownerOf = (story: DemoStory, rows: DemoRows) =>
  story.owner === null ? null : (rows.people[story.owner] ?? null);

/** When the lead was scored: shortly before its last step, when all the words were there. */
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

/** What was known of a lead at some moment. */
type Glance = { at: Date; stage: LeadStage; messages: DemoStory["messages"] };

const lastGlance = (story: DemoStory): Glance => ({
  at: scoredAt(story),
  stage: scoredStage(story),
  messages: story.messages,
});

/** A lead is scored some hours after it came, unless all was said by then. */
const FIRST_SCORE_AFTER = 4 * HOUR;

function glances(story: DemoStory): Glance[] {
  const at = new Date(story.createdAt.getTime() + FIRST_SCORE_AFTER);
  const last = lastGlance(story);
  if (at >= last.at) return [last];
  const first: Glance = {
    at,
    stage: story.steps.findLast((step) => step.at <= at)?.stage ?? "new",
    messages: story.messages.filter((message) => message.at <= at),
  };
  return [first, last];
}

function assess(story: DemoStory, { at, stage, messages }: Glance, minTransferScore: number, locale: Locale) {
  const answered = messages.find(({ direction }) => direction === "out")?.at;
  const days = Math.floor((at.getTime() - story.createdAt.getTime()) / DAY);
  const input: ScoringInput = {
    source: story.source,
    stage,
    message_count: messages.length,
    has_business_domain: story.businessDomain !== null,
    business_domain: story.businessDomain,
    days_since_created: days,
    country: story.country,
    language: story.languageName,
    segment: story.segment,
    hours_to_first_contact: answered ? (answered.getTime() - story.createdAt.getTime()) / HOUR : null,
    messages_per_day: messagesPerDay(messages.length, days),
    ...textSignals(messages.toReversed()),
  };
  const { score, factors } = ruleScore(input);
  const recommendation = recommendationOf(score, minTransferScore);
  return { input, score, factors, recommendation, reason: reasonIn(locale, factors, recommendation) };
}

/** The lead's row. */
export function demoLead(
  story: DemoStory,
  rows: DemoRows,
  minTransferScore: number,
  locale: Locale,
): typeof leads.$inferInsert {
  const { score, recommendation, reason } = assess(story, lastGlance(story), minTransferScore, locale);
  const number = String(Math.abs(story.createdAt.getTime() / 1000) % 10_000).padStart(4, "0");
  return {
    workspaceId: rows.workspaceId,
    name: story.name,
    phone: `+380 00 ${number.slice(0, 3)} 0${number.slice(3)} 00`,
    email: `office@${story.businessDomain ?? "mail.example"}`,
    sourceId: rows.sourceIds.get(story.source) ?? 0,
    stage: stageOf(story),
    rank: rankAtTop(enteredAt(story)),
    businessDomain: story.businessDomain,
    country: story.country,
    language: story.languageName,
    segment: story.segment,
    messageCount: story.messages.length,
    ownerId: ownerOf(story, rows)?.id ?? null,
    aiScore: score,
    aiRecommendation: recommendation,
    aiReason: reason,
    aiAnalyzedAt: scoredAt(story),
    stageChangedAt: enteredAt(story),
    firstContactedAt: story.messages.find(({ direction }) => direction === "out")?.at ?? null,
    nextStep: story.nextStep?.text ?? null,
    nextStepAt: story.nextStep?.at ?? null,
    lostReason: story.lostReason,
    isDemo: true,
    createdAt: story.createdAt,
    updatedAt: enteredAt(story),
  };
}

/** Every score of the lead, the oldest first. */
export function demoAssessments(
  story: DemoStory,
  leadId: number,
  rows: DemoRows,
  minTransferScore: number,
  locale: Locale,
): (typeof assessments.$inferInsert)[] {
  return glances(story).map((glance) => ({
    workspaceId: rows.workspaceId,
    leadId,
    ...assess(story, glance, minTransferScore, locale),
    inputHash: "demo",
    provider: rulesProvider.name,
    model: rulesProvider.model,
    latencyMs: 1,
    createdAt: glance.at,
  }));
}

export function demoSale(
  story: DemoStory,
  leadId: number,
  rows: DemoRows,
  currency: string,
): (typeof sales.$inferInsert)[] {
  const last = story.sale?.steps.at(-1);
  if (!story.sale || !last) return [];
  return [
    {
      workspaceId: rows.workspaceId,
      leadId,
      stage: last.stage,
      rank: rankAtTop(last.at),
      amount: story.sale.amount,
      currency,
      ownerId: ownerOf(story, rows)?.id ?? null,
      stageChangedAt: last.at,
      lostReason: story.sale.lostReason,
      createdAt: story.sale.steps[0]?.at ?? last.at,
      updatedAt: last.at,
    },
  ];
}

/** The events that would have been written, had it happened. */
export function demoEvents(
  story: DemoStory,
  leadId: number,
  saleId: number | undefined,
  rows: DemoRows,
  minTransferScore: number,
): NewEvent[] {
  const owner = ownerOf(story, rows);
  const audience = { ownerIds: owner ? [owner.id] : [] };
  const somebody = owner ?? rows.people[0];
  const person = {
    actorKind: "user",
    actorId: somebody?.userId ?? null,
    actorName: somebody?.name ?? "Leadline",
  } as const;
  const system = { actorKind: "job", actorId: null, actorName: "Leadline" } as const;
  const ofLead = { subjectType: "lead", subjectId: leadId, ...audience };
  const history: NewEvent[] = [
    {
      ...system,
      ...ofLead,
      type: "lead.created",
      after: { id: leadId, name: story.name, stage: "new" },
      createdAt: story.createdAt,
    },
  ];
  let known: { ai_score: number | null; ai_recommendation: string | null } = {
    ai_score: null,
    ai_recommendation: null,
  };
  for (const glance of glances(story)) {
    const { score, recommendation } = assess(story, glance, minTransferScore, "en");
    const after = { ai_score: score, ai_recommendation: recommendation };
    history.push({ ...person, ...ofLead, type: "lead.analyzed", before: known, after, createdAt: glance.at });
    known = after;
  }
  for (const [place, { stage, at }] of story.steps.entries()) {
    const before = story.steps[place - 1];
    if (!before) continue;
    const lost = stage === "lost" ? { lost_reason: story.lostReason } : {};
    history.push({
      ...person,
      ...ofLead,
      type: stage === "transferred" ? "lead.transferred" : "lead.stage_moved",
      before: { stage: before.stage },
      after: { stage, ...lost },
      createdAt: at,
    });
  }
  if (!story.sale || saleId === undefined) return history;
  const ofSale = { subjectType: "sale", subjectId: saleId, ...audience };
  for (const [place, { stage, at }] of story.sale.steps.entries()) {
    const before = story.sale.steps[place - 1];
    const lost = stage === "lost" ? { lost_reason: story.sale.lostReason } : {};
    history.push(
      before
        ? {
            ...person,
            ...ofSale,
            type: "sale.stage_moved",
            before: { stage: before.stage },
            after: { stage, ...lost },
            createdAt: at,
          }
        : {
            ...person,
            ...ofSale,
            type: "sale.created",
            after: { id: saleId, lead_id: leadId, stage, amount: story.sale.amount },
            createdAt: at,
          },
    );
  }
  return history;
}
