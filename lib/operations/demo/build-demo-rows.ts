import type { assessments } from "#db/schema/assessments.ts";
import type { events } from "#db/schema/events.ts";
import type { leads } from "#db/schema/leads.ts";
import type { sales } from "#db/schema/sales.ts";
import { clock, HOUR } from "#lib/core/clock.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { rulesProvider } from "#lib/scoring/providers/rules/provider.ts";
import { type DemoStory, enteredAt, isOpenStory, stageOf } from "./rules.ts";
import type { DemoScore } from "./score-story.ts";

/** Rows that the stories refer to. */
export type DemoRows = {
  workspaceId: number;
  people: { id: number; name: string; userId: number | null }[];
  sourceIds: Map<string, number>;
};

type NewEvent = Omit<typeof events.$inferInsert, "workspaceId"> & { createdAt: Date };

const cameTo = (steps: { stage: string; at: Date }[], stage: string): Date | null =>
  steps.find((step) => step.stage === stage)?.at ?? null;
const ownerOf = (story: DemoStory, rows: DemoRows) =>
  story.owner === null ? null : (rows.people[story.owner] ?? null);

/** Hours after which the last message of a client counts as read. */
const READ_WITHIN = 24;

function isUnread(story: DemoStory): boolean {
  const last = story.messages.at(-1);
  const isNew = last && last.at.getTime() > clock.now().getTime() - READ_WITHIN * HOUR;
  return isOpenStory(story) && Boolean(isNew) && last?.direction === "in";
}

/** The lead's row. */
export function demoLead(
  story: DemoStory,
  rows: DemoRows,
  current: DemoScore | undefined,
): typeof leads.$inferInsert {
  const number = String(Math.abs(story.createdAt.getTime() / 1000) % 10_000).padStart(4, "0");
  return {
    workspaceId: rows.workspaceId,
    name: story.name,
    phone: `+380 00 ${number.slice(0, 3)} 0${number.slice(3)} 00`,
    email: `office@client-${number}.example`,
    sourceId: rows.sourceIds.get(story.source) ?? 0,
    stage: stageOf(story),
    rank: rankAtTop(enteredAt(story)),
    businessDomain: story.businessDomain,
    country: story.country,
    language: story.languageName,
    segment: story.segment,
    messageCount: story.messages.length,
    unreadCount: isUnread(story) ? 1 : 0,
    ownerId: ownerOf(story, rows)?.id ?? null,
    aiScore: current?.score ?? null,
    aiRecommendation: current?.recommendation ?? null,
    aiReason: current?.reason ?? null,
    aiAnalyzedAt: current?.at ?? null,
    stageChangedAt: enteredAt(story),
    contactedAt: cameTo(story.steps, "contacted"),
    qualifiedAt: cameTo(story.steps, "qualified"),
    firstContactedAt: story.messages.find(({ direction }) => direction === "out")?.at ?? null,
    nextStep: story.nextStep?.text ?? null,
    nextStepAt: story.nextStep?.at ?? null,
    lostReason: story.lostReason,
    isDemo: true,
    createdAt: story.createdAt,
    updatedAt: enteredAt(story),
  };
}

export function demoAssessment(
  { at, ...score }: DemoScore,
  leadId: number,
  { workspaceId }: DemoRows,
): typeof assessments.$inferInsert {
  return {
    workspaceId,
    leadId,
    ...score,
    inputHash: "demo",
    provider: rulesProvider.name,
    model: rulesProvider.model,
    latencyMs: 1,
    createdAt: at,
  };
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
      kycAt: cameTo(story.sale.steps, "kyc"),
      agreementAt: cameTo(story.sale.steps, "agreement"),
      lostReason: story.sale.lostReason,
      createdAt: story.sale.steps[0]?.at ?? last.at,
      updatedAt: last.at,
    },
  ];
}

/** The events that the verbs would have written for this story. */
export function demoEvents(
  story: DemoStory,
  leadId: number,
  saleId: number | undefined,
  rows: DemoRows,
  scores: DemoScore[],
): NewEvent[] {
  const owner = ownerOf(story, rows);
  const audience = { ownerIds: owner ? [owner.id] : [] };
  const actor = owner ?? rows.people[0];
  const person = {
    actorKind: "user",
    actorId: actor?.userId ?? null,
    actorName: actor?.name ?? "Leadline",
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
  for (const { at, score, recommendation } of scores) {
    const after = { ai_score: score, ai_recommendation: recommendation };
    history.push({ ...person, ...ofLead, type: "lead.analyzed", before: known, after, createdAt: at });
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
