import { eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals, type StoredReceipt } from "#db/schema/appeals.ts";
import { operatorWeights } from "#db/schema/distribution.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { operators } from "#db/schema/operators.ts";
import { DEMO_ENQUIRIES, DEMO_WEIGHTS } from "#db/seed/demo-company.ts";
import { clock, HOUR, MINUTE } from "#lib/core/clock.ts";
import type { DemoRows } from "./build-demo-rows.ts";
import { type DemoStory, isOpenStory } from "./rules.ts";

/** How many appeals each operator has open, by name: the last of them is full, so that its queue waits. */
const OPEN = { "Iryna M.": 3, "Marta S.": 2, "Taras K.": 5 };
const FULL = "Taras K.";
const WAITING_MINUTES = [26, 11, 4];
/** The source whose only operator is full. */
const CROWDED_SOURCE = "web-form";

type StoryLead = { story: DemoStory; leadId: number };
type AppealValues = typeof appeals.$inferInsert;

/** The weights, the appeals behind the conversations, and a queue that waits for an operator who is at their limit. */
export async function insertDemoAppeals(
  tx: Tx,
  stories: DemoStory[],
  rows: DemoRows,
  leadIds: number[],
): Promise<void> {
  await insertWeights(tx, rows);
  const storyLead = stories.map((story, place) => ({ story, leadId: leadIds[place] ?? 0 }));
  const newestFirst = storyLead.filter(({ story }) => isOpenStory(story)).reverse();
  const values: AppealValues[] = [];
  for (const [name, count] of Object.entries(OPEN)) {
    const own = newestFirst.filter(({ story }) => ownerOf(story, rows)?.name === name).slice(0, count);
    values.push(...own.map((one, place) => activeAppeal(one, rows, place)));
  }
  const unassigned = newestFirst.filter(({ story }) => story.owner === null);
  values.push(
    ...WAITING_MINUTES.flatMap((minutes, place) => waitingAppeal(unassigned[place], rows, minutes)),
  );
  const busy = new Set(values.map(({ leadId }) => leadId));
  values.push(
    ...storyLead.filter(({ leadId }) => !busy.has(leadId)).flatMap((one) => closedAppeal(one, rows)),
  );
  await tx.insert(appeals).values(values);
  await insertEnquiries(tx, values);
  await tx.execute(sql`
    update messages set appeal_id = appeals.id from appeals
    where appeals.lead_id = messages.lead_id and appeals.is_demo and messages.created_at >= appeals.created_at`);
  await updateLoads(tx, rows);
}

const enquiryOf = ({ language }: DemoStory, leadId: number) =>
  DEMO_ENQUIRIES[language][leadId % DEMO_ENQUIRIES[language].length] ?? null;

const ownerOf = (story: DemoStory, rows: DemoRows) =>
  story.owner === null ? undefined : rows.people[story.owner];

async function insertWeights(tx: Tx, { workspaceId, people, sourceIds }: DemoRows): Promise<void> {
  const values = DEMO_WEIGHTS.flatMap(({ source, name, weight }) => {
    const operatorId = people.find((person) => person.name === name)?.id;
    const sourceId = sourceIds.get(source);
    return operatorId && sourceId ? [{ workspaceId, sourceId, operatorId, weight }] : [];
  });
  await tx.insert(operatorWeights).values(values).onConflictDoNothing();
}

function common({ story, leadId }: StoryLead, { workspaceId, sourceIds }: DemoRows) {
  return {
    workspaceId,
    leadId,
    sourceId: sourceIds.get(story.source) ?? 0,
    message: enquiryOf(story, leadId),
    isDemo: true,
  };
}

/** The messages of open appeals are added to their conversations; those of the others are there already. */
async function insertEnquiries(tx: Tx, values: AppealValues[]): Promise<void> {
  const open = values.filter(({ status }) => status !== "closed");
  await tx.insert(messages).values(
    open.map(({ workspaceId, leadId, message, createdAt }) => ({
      workspaceId,
      leadId,
      direction: "in" as const,
      text: message ?? "",
      createdAt,
    })),
  );
  await tx
    .update(leads)
    .set({ messageCount: sql`${leads.messageCount} + 1`, unreadCount: sql`${leads.unreadCount} + 1` })
    .where(
      inArray(
        leads.id,
        open.map(({ leadId }) => leadId),
      ),
    );
}

/** A receipt with every operator of the source as free; the chosen one has the largest deficit. */
function receiptOf(
  source: string,
  { people }: DemoRows,
  at: Date,
  chosen: string | undefined,
): StoredReceipt {
  const candidates = DEMO_WEIGHTS.filter((one) => one.source === source).map(
    ({ name, weight }, place): StoredReceipt["candidates"][number] => [
      people.find((person) => person.name === name)?.id ?? 0,
      place,
      4 + place,
      weight,
      name === chosen ? 0.61 : 0.18 - place * 0.2,
      null,
    ],
  );
  return { strategy: "weighted_fair", by: "strategy", at: at.toISOString(), candidates };
}

function activeAppeal(storyLead: StoryLead, rows: DemoRows, place: number): AppealValues {
  const at = new Date(clock.now().getTime() - (place + 1) * 40 * MINUTE);
  return {
    ...common(storyLead, rows),
    operatorId: ownerOf(storyLead.story, rows)?.id ?? null,
    status: "active",
    enqueuedAt: at,
    createdAt: at,
    assignedAt: at,
    // The newest is not accepted yet.
    acceptedAt: place === 0 ? null : new Date(at.getTime() + 3 * MINUTE),
    receipt: receiptOf(storyLead.story.source, rows, at, ownerOf(storyLead.story, rows)?.name),
  };
}

function waitingAppeal(storyLead: StoryLead | undefined, rows: DemoRows, minutes: number): AppealValues[] {
  const sourceId = rows.sourceIds.get(CROWDED_SOURCE);
  if (!storyLead || !sourceId) return [];
  const at = new Date(clock.now().getTime() - minutes * MINUTE);
  return [{ ...common(storyLead, rows), sourceId, status: "waiting", enqueuedAt: at, createdAt: at }];
}

function closedAppeal(storyLead: StoryLead, rows: DemoRows): AppealValues[] {
  const owner = ownerOf(storyLead.story, rows);
  if (!owner) return [];
  const { createdAt, messages } = storyLead.story;
  const firstAnswer = messages.find(({ direction }) => direction === "out")?.at;
  const closedAt = new Date((messages.at(-1)?.at ?? createdAt).getTime() + HOUR);
  return [
    {
      ...common(storyLead, rows),
      message: storyLead.story.messages.find(({ direction }) => direction === "in")?.text ?? null,
      operatorId: owner.id,
      status: "closed",
      enqueuedAt: createdAt,
      createdAt,
      assignedAt: createdAt,
      acceptedAt: firstAnswer ?? closedAt,
      closedAt: closedAt > clock.now() ? clock.now() : closedAt,
      receipt: receiptOf(storyLead.story.source, rows, createdAt, owner.name),
    },
  ];
}

/** Sets the loads by the appeals, and a limit that one operator has reached. */
async function updateLoads(tx: Tx, { people }: DemoRows): Promise<void> {
  const ids = people.map(({ id }) => id);
  const open = sql`(select count(*)::int from ${appeals} where ${appeals.operatorId} = ${operators.id} and ${appeals.status} = 'active')`;
  await tx.update(operators).set({ currentLoad: open }).where(inArray(operators.id, ids));
  const full = people.find(({ name }) => name === FULL);
  if (full) await tx.update(operators).set({ maxLoad: open }).where(eq(operators.id, full.id));
}
