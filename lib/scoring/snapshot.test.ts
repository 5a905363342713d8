import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { read } from "#lib/core/transact.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { analyzeLead } from "./analyze-lead.ts";
import { ruleScore } from "./rules.ts";
import { ScoringInput } from "./schema.ts";

test("an assessment stores the text signals and no texts", async () => {
  const { admin } = await newWorkspace();
  const { id } = await newLead(admin);
  await addMessages(admin, id, { text: "Ми з Qwertylandia. Скільки коштує? Бюджет 500 $", direction: "in" });
  await addMessages(admin, id, { text: "Hello, it costs 400", direction: "out" });
  await addMessages(admin, id, { text: "Тоді хочу купити, терміново!", direction: "in" });
  await addMessages(admin, id, { increment: 3 });
  const { assessment } = await analyzeLead(admin, id);
  expect(assessment.input).toMatchObject({
    message_count: 6,
    messages_per_day: 6,
    text_language: "uk",
    intent: "buy",
    mentions_budget: true,
    is_urgent: true,
    reply_ratio: 0.5,
  });
  const { rows } = await read(admin, (tx) =>
    tx.execute(sql`select to_jsonb(e)::text as written from events e
      union all select to_jsonb(a)::text from assessments a`),
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(JSON.stringify(rows)).not.toContain("Qwertylandia");
});

test("a lead without texts has no text signals, and texts are read only for leads that have them", async () => {
  const { admin } = await newWorkspace();
  const nothing = {
    text_language: null,
    intent: null,
    mentions_budget: null,
    is_urgent: null,
    reply_ratio: null,
  };
  const silent = await analyzeLead(admin, (await newLead(admin)).id);
  expect(silent.assessment.input).toMatchObject({ ...nothing, messages_per_day: null });
  const { id } = await newLead(admin);
  await addMessages(admin, id, { increment: 4 });
  const counted = await analyzeLead(admin, id);
  expect(counted.assessment.input).toMatchObject({ ...nothing, messages_per_day: 4 });
});

test("text signals do not change the rules' score", async () => {
  const { admin } = await newWorkspace();
  const [quiet, eager] = [await newLead(admin), await newLead(admin)];
  await addMessages(admin, quiet.id, { increment: 1 });
  await addMessages(admin, eager.id, { text: "I want to buy now, budget $900, ASAP", direction: "in" });
  const scores = await Promise.all([quiet, eager].map(({ id }) => analyzeLead(admin, id)));
  expect(scores.map(({ assessment }) => assessment.factors)).toEqual([
    scores[0]?.assessment.factors,
    scores[0]?.assessment.factors,
  ]);
});

test("a snapshot from before text signals is still valid", () => {
  const old = ScoringInput.parse({
    source: "partner",
    stage: "new",
    message_count: 2,
    has_business_domain: true,
    business_domain: "old.example",
    days_since_created: 1,
    country: null,
    language: null,
    segment: null,
    hours_to_first_contact: null,
  });
  expect(old).toMatchObject({ intent: null, text_language: null, messages_per_day: null });
  expect(ruleScore(old).score).toBeCloseTo(0.85, 9);
});
