import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { events } from "#db/schema/events.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { departments, operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { BUSINESS_DOMAINS } from "#db/seed/business-domains.ts";
import { DEMO_DEPARTMENTS, DEMO_PEOPLE, DEMO_SOURCES } from "#db/seed/demo-company.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx, Locale } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { settleOutcomesTask } from "#lib/scoring/learning/tasks.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { insertSources } from "#lib/workspace/sources/insert-sources.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { type DemoRows, demoAssessment, demoEvents, demoLead, demoSale } from "./build-demo-rows.ts";
import { insertDemoAppeals } from "./insert-demo-appeals.ts";
import { DEMO_LEADS, type DemoStory, demoStories } from "./rules.ts";
import { type DemoScore, scoreStory } from "./score-story.ts";

/** Rows of one insert: far below the 65,535 parameters that a statement may have. */
const CHUNK = 200;

/**
 * Fills the workspace with a made-up company: people, leads of the last 90 days in all stages with their
 * conversations, scores, sales and events. All rows are marked, so that `wipeDemo` can delete them.
 * @param leadCount by default as many as a small team has in a quarter
 * @throws Conflict when the demo data is loaded already
 */
export async function loadDemo(ctx: Ctx, leadCount = DEMO_LEADS): Promise<{ leads: number; sales: number }> {
  authorize(ctx, "demo:wipe");
  const existing = await transact(ctx, (tx) =>
    tx.select({ id: leads.id }).from(leads).where(eq(leads.isDemo, true)).limit(1),
  );
  if (existing.length > 0) throw new Conflict("demo_loaded", "The demo data is here already");
  for (const person of DEMO_PEOPLE) await createDemoUser(ctx, person);
  const stories = demoStories(clock.now(), DEMO_PEOPLE.length - 1, leadCount).map((story) => ({
    ...story,
    businessDomain: inLocale(story.businessDomain, ctx.locale),
  }));
  const loaded = await transact(ctx, async (tx) => {
    const rows = await seedCompany(tx, ctx);
    const { currency, minTransferScore } = await getSettings(tx);
    const scores = stories.map((story) => scoreStory(story, minTransferScore, ctx.locale));
    const leadIds = await insertLeads(tx, stories, rows, scores);
    const saleIds = await insertSales(tx, stories, rows, leadIds, currency);
    await insertConversations(tx, ctx, stories, rows, leadIds);
    await insertDemoAppeals(tx, stories, rows, leadIds);
    await insertHistory(tx, ctx, stories, rows, leadIds, saleIds, scores);
    record(tx, ctx, "demo.loaded", {
      after: { id: ctx.workspaceId, leads: stories.length, sales: saleIds.size },
    });
    return { leads: stories.length, sales: saleIds.size };
  });
  await transact(ctx, (tx) => tx.execute(sql`select analyze_after_load()`));
  // So that there are scores with known outcomes.
  await settleOutcomesTask(ctx);
  return loaded;
}

/** A business domain in the language of the company. */
function inLocale(businessDomain: string | null, locale: Locale): string | null {
  const place = BUSINESS_DOMAINS.uk.indexOf(businessDomain ?? "");
  return BUSINESS_DOMAINS[locale][place] ?? null;
}

/**
 * Creates a demo person with a random password, because demo people sign in by one click. When an account has the
 * e-mail already, such as one of another workspace, the person gets another e-mail.
 */
async function createDemoUser(ctx: Ctx, person: (typeof DEMO_PEOPLE)[number]): Promise<void> {
  const password = randomBytes(24).toString("base64url");
  try {
    await createUser(ctx, { ...person, password }, { isDemo: true });
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== "account_exists") throw error;
    const email = person.email.replace("@", `+${randomBytes(4).toString("hex")}@`);
    await createUser(ctx, { ...person, email, password }, { isDemo: true });
  }
}

/** Departments, sources and the people's operators, by the names that the stories use. */
async function seedCompany(tx: Tx, ctx: Ctx): Promise<DemoRows> {
  const { workspaceId } = ctx;
  const made = await tx
    .insert(departments)
    .values(DEMO_DEPARTMENTS.map((name) => ({ workspaceId, name, isDemo: true })))
    .onConflictDoNothing()
    .returning();
  await insertSources(
    tx,
    DEMO_SOURCES.map((source) => ({ workspaceId, ...source })),
  );
  const allSources = await tx.select({ id: sources.id, code: sources.code }).from(sources);
  const people = await tx
    .select({ id: operators.id, name: operators.name, userId: operators.userId })
    .from(operators)
    .where(eq(operators.isDemo, true))
    .orderBy(operators.id);
  for (const [place, { id }] of people.entries()) {
    await tx
      .update(operators)
      .set({ departmentId: made[place % Math.max(1, made.length)]?.id ?? null, maxLoad: 4 + (place % 3) })
      .where(eq(operators.id, id));
  }
  return { workspaceId, people, sourceIds: new Map(allSources.map(({ code, id }) => [code, id])) };
}

async function insertLeads(
  tx: Tx,
  stories: DemoStory[],
  rows: DemoRows,
  scores: DemoScore[][],
): Promise<number[]> {
  const ids: number[] = [];
  const values = stories.map((story, place) => demoLead(story, rows, scores[place]?.at(-1)));
  for (let from = 0; from < values.length; from += CHUNK) {
    const made = await tx
      .insert(leads)
      .values(values.slice(from, from + CHUNK))
      .returning({ id: leads.id });
    ids.push(...made.map(({ id }) => id));
  }
  const scored = scores.flatMap((given, place) =>
    given.map((score) => demoAssessment(score, ids[place] ?? 0, rows)),
  );
  for (let from = 0; from < scored.length; from += CHUNK)
    await tx.insert(assessments).values(scored.slice(from, from + CHUNK));
  return ids;
}

async function insertSales(
  tx: Tx,
  stories: DemoStory[],
  rows: DemoRows,
  leadIds: number[],
  currency: string,
) {
  const sold = stories.flatMap((story, place) =>
    story.sale ? [{ story, leadId: leadIds[place] ?? 0 }] : [],
  );
  const values = sold.flatMap(({ story, leadId }) => demoSale(story, leadId, rows, currency));
  const made =
    values.length > 0
      ? await tx.insert(sales).values(values).returning({ id: sales.id, leadId: sales.leadId })
      : [];
  return new Map(made.map(({ id, leadId }) => [leadId, id]));
}

async function insertConversations(
  tx: Tx,
  ctx: Ctx,
  stories: DemoStory[],
  rows: DemoRows,
  leadIds: number[],
): Promise<void> {
  const values = stories.flatMap((story, place) =>
    story.messages.map(({ direction, text, at }) => ({
      workspaceId: ctx.workspaceId,
      leadId: leadIds[place] ?? 0,
      direction,
      deliveryState: direction === "out" ? ("delivered" as const) : ("stored" as const),
      text,
      operatorId: direction === "out" && story.owner !== null ? (rows.people[story.owner]?.id ?? null) : null,
      createdAt: at,
    })),
  );
  values.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  for (let from = 0; from < values.length; from += CHUNK)
    await tx.insert(messages).values(values.slice(from, from + CHUNK));
}

async function insertHistory(
  tx: Tx,
  ctx: Ctx,
  stories: DemoStory[],
  rows: DemoRows,
  leadIds: number[],
  saleIds: Map<number, number>,
  scores: DemoScore[][],
): Promise<void> {
  const history = stories.flatMap((story, place) => {
    const leadId = leadIds[place] ?? 0;
    return demoEvents(story, leadId, saleIds.get(leadId), rows, scores[place] ?? []);
  });
  history.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  for (let from = 0; from < history.length; from += CHUNK) {
    await tx
      .insert(events)
      .values(history.slice(from, from + CHUNK).map((event) => ({ workspaceId: ctx.workspaceId, ...event })));
  }
}
