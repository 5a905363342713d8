import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { type Answer, askProvider } from "./ask-provider.ts";
import { chooseProvider } from "./providers/choose.ts";
import { findChampionId } from "./providers/model/provider.ts";
import type { ScoringProvider } from "./providers/provider.ts";
import type { ScoringInput } from "./schema.ts";
import { spendCall } from "./take-lease.ts";

/** A made-up lead, so that a test call sends no client's data. */
const SAMPLE: ScoringInput = {
  source: "partner",
  stage: "contacted",
  message_count: 3,
  has_business_domain: true,
  business_domain: "retail",
  days_since_created: 2,
  country: null,
  language: null,
  segment: null,
  hours_to_first_contact: 1,
  messages_per_day: 1.5,
  text_language: "en",
  intent: "price",
  mentions_budget: false,
  is_urgent: false,
  reply_ratio: 1,
};

/** The provider and its answer. */
export type Trial = { provider: ScoringProvider; answer: Answer };

/**
 * Calls the workspace's provider with a made-up lead, to test whether it answers. Stores nothing; calls of a paid
 * provider count against the budget.
 * @throws Unavailable (503) when it does not answer, or the calls of this minute are used up
 */
export async function tryProvider(ctx: Ctx): Promise<Trial> {
  authorize(ctx, "settings:manage");
  const provider = await transact(ctx, async (tx) => {
    const [settings, championId] = await Promise.all([getSettings(tx), findChampionId(tx)]);
    const chosen = await chooseProvider(tx, settings, championId);
    if (chosen.llm) await spendCall(tx, ctx, settings.aiCallsPerMinute);
    return chosen;
  });
  const answer = await askProvider(provider, SAMPLE, { conversation: [], locale: ctx.locale });
  return { provider, answer };
}
