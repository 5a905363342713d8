import { sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { clock, DAY, HOUR } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { transact } from "#lib/core/transact.ts";
import { ruleScore } from "#lib/scoring/rules.ts";
import { ScoringInput } from "#lib/scoring/schema.ts";

/** A past lead: its input when it was scored, and its outcome. */
export type PastLead = { input: Partial<ScoringInput>; isWon: boolean };

const PLAIN: ScoringInput = ScoringInput.parse({
  source: "scanner",
  stage: "new",
  message_count: 2,
  has_business_domain: true,
  business_domain: "retail",
  days_since_created: 0,
  country: null,
  language: null,
  segment: null,
  hours_to_first_contact: null,
});

/** Leads whose partners mostly pay or, with `turned`, hardly pay. The rules always score partners high. */
export const pastLeads = (count: number, turned = false): PastLead[] =>
  Array.from({ length: count }, (_, at) => {
    const isPartner = at % 4 < 2;
    const turn = 2 * Math.floor(at / 4) + (at % 2);
    return {
      input: { source: isPartner ? "partner" : "scanner" },
      isWon: (turn * 7) % 10 < (isPartner === turned ? 1 : 8),
    };
  });

/** Inserts them into the workspace with their outcomes, the oldest first. */
export async function addPastLeads(
  ctx: Ctx,
  past: PastLead[],
  { daysAgo = 80, isDemo = false, model = "rules-1" } = {},
): Promise<void> {
  const { workspaceId } = ctx;
  const scoredAt = (at: number) => new Date(clock.now().getTime() - daysAgo * DAY + at * (HOUR / 10));
  await transact(ctx, async (tx) => {
    const [source] = await tx.select({ id: sources.id }).from(sources).limit(1);
    const made = await tx
      .insert(leads)
      .values(
        past.map((_, at) => ({
          workspaceId,
          sourceId: source?.id ?? 0,
          rank: rankAtTop(scoredAt(at)),
          isDemo,
        })),
      )
      .returning({ id: leads.id });
    await tx.insert(assessments).values(
      past.map(({ input: given, isWon }, at) => {
        const input = { ...PLAIN, ...given };
        return {
          workspaceId,
          leadId: made[at]?.id ?? 0,
          input,
          inputHash: "past",
          ...ruleScore(input),
          recommendation: "continue_nurturing" as const,
          reason: "",
          provider: model.startsWith("model") ? "model" : "rules",
          model,
          latencyMs: 1,
          createdAt: scoredAt(at),
          outcome: isWon ? ("won" as const) : ("lost" as const),
          outcomeAt: sql`now()`,
        };
      }),
    );
  });
}
