import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Unavailable } from "#lib/core/errors.ts";
import { read, transact, transactAround } from "#lib/core/transact.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { killConnection } from "#testing/kill-connection.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { startRescoring } from "./start-rescoring.ts";

vi.mock("#lib/scoring/analyze-lead.ts", { spy: true });

let scores: ReturnType<typeof startRescoring>;
beforeAll(() => {
  scores = startRescoring();
});
afterEach(() => {
  vi.mocked(analyzeLead).mockReset();
});
afterAll(() => scores.stop());

const { analyzeLead: analyze } = await vi.importActual<typeof import("#lib/scoring/analyze-lead.ts")>(
  "#lib/scoring/analyze-lead.ts",
);

const scoreOf = async (ctx: Ctx, leadId: number) =>
  (await read(ctx, (tx) => getLead(tx, ctx, leadId))).aiScore ?? null;

/** Waits until the score of a lead differs from this one, and returns it. */
async function nextScore(ctx: Ctx, leadId: number, before: number | null): Promise<number | null> {
  return expect
    .poll(() => scoreOf(ctx, leadId), { timeout: 5_000 })
    .not.toBe(before)
    .then(() => scoreOf(ctx, leadId));
}

async function workspaceOf(provider: "rules" | "model") {
  const { admin } = await newWorkspace();
  await updateSettings(admin, { ai_provider: provider });
  return admin;
}

test.each(["rules", "model"] as const)(
  "a score by %s follows domain, messages and stage",
  async (provider) => {
    const ctx = await workspaceOf(provider);
    const { id } = await newLead(ctx, { source: "manual", business_domain: null });
    const { lead } = await analyzeLead(ctx, id);
    await updateLead(ctx, id, { business_domain: "fintech" });
    const withDomain = await nextScore(ctx, id, lead.aiScore);
    expect(withDomain).toBeGreaterThan(lead.aiScore ?? 1);
    await addMessages(ctx, id, { increment: 3 });
    const withMessages = await nextScore(ctx, id, withDomain);
    expect(withMessages).toBeGreaterThan(withDomain ?? 1);
    await moveLead(ctx, id, { stage: "contacted" });
    expect(await nextScore(ctx, id, withMessages)).toBeGreaterThan(withMessages ?? 1);
  },
);

test("leads without a score, lost leads and those scored by an LLM are not rescored", async () => {
  const ctx = await workspaceOf("rules");
  const [unscored, lost, seen] = [
    await newLead(ctx),
    await newLead(ctx),
    await newLead(ctx, { business_domain: null }),
  ];
  await analyzeLead(ctx, lost.id);
  const { lead } = await analyzeLead(ctx, seen.id);
  await moveLead(ctx, lost.id, { stage: "lost", lost_reason: "No response" });
  const scoreOfLost = await scoreOf(ctx, lost.id);
  for (const { id } of [unscored, lost]) await addMessages(ctx, id, { increment: 5 });
  // Events are read in order: once the later lead is done, the earlier ones are.
  await updateLead(ctx, seen.id, { business_domain: "retail" });
  await nextScore(ctx, seen.id, lead.aiScore);
  expect(await scoreOf(ctx, unscored.id)).toBeNull();
  expect(await scoreOf(ctx, lost.id)).toBe(scoreOfLost);
});

test.each([
  ["a fault", false, () => Promise.reject(new RangeError("This lead fails on purpose"))],
  ["a provider that fails", false, () => Promise.reject(new Unavailable("ai_unavailable", "On purpose"))],
  ["a killed connection", true, (ctx: Ctx) => transact(ctx, killConnection)],
] as const)("%s at one lead keeps no other from its score", async (_name, isTriedAgain, fail) => {
  const ctx = await workspaceOf("rules");
  const leads = new Map<number, number | null>();
  for (let made = 0; made < 3; made += 1) {
    const { id } = await newLead(ctx, { source: "manual", business_domain: null });
    leads.set(id, (await analyzeLead(ctx, id)).lead.aiScore);
  }
  const tried: number[] = [];
  vi.mocked(analyzeLead).mockImplementation(async (own, leadId, options) => {
    if (own.workspaceId !== ctx.workspaceId || tried.push(leadId) > 1) return analyze(own, leadId, options);
    return fail(own);
  });
  // One transaction, so that the worker reads all changes at once.
  await transactAround(ctx, async () => {
    for (const id of leads.keys()) await updateLead(ctx, id, { business_domain: "fintech" });
  });
  await expect.poll(() => tried.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(1);
  const [first = 0] = tried;
  const others = [...leads.keys()].filter((id) => id !== first);
  for (const id of others) await nextScore(ctx, id, leads.get(id) ?? null);
  if (isTriedAgain) await nextScore(ctx, first, leads.get(first) ?? null);
});
