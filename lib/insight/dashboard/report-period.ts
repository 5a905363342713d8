import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { amountIn, type Money } from "#lib/core/currencies.ts";
import { type Bounds, boundsBefore, boundsOf, within } from "#lib/core/period.ts";
import { countCreated } from "#lib/pipeline/counters/count-created.ts";
import { countPaid } from "#lib/pipeline/counters/count-paid.ts";
import { type CreatedFact, EVERY, FIRST_REPLY, MAX_EXACT_LEADS } from "#lib/pipeline/counters/rules.ts";
import { medianHours } from "#lib/pipeline/funnel/count-funnel.ts";
import { FUNNEL_STEPS, share } from "#lib/pipeline/funnel/rules.ts";
import type { LeadStage } from "#lib/pipeline/leads/rules.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { amountsAsJson, fromCounted, fromLeads, ofSource } from "./queries.ts";
import type { PeriodQuery, PeriodReport, SourceReport } from "./schema.ts";

/** The results of the leads that were created in a period. */
type Outcome = { leads: number; transferred: number; lost: number; firstReplyMinutes: number | null };
/** By source id, and under `EVERY.source` those of all sources. */
type Outcomes = Map<number, Outcome>;

const TRANSFERRED = FUNNEL_STEPS.indexOf("transferred");
const MINUTES_PER_HOUR = 60;

/** The figures of a period and of the period before, and the results of each source's leads. */
export async function reportPeriod(
  tx: Tx,
  ctx: Ctx,
  query: PeriodQuery,
): Promise<{ period: PeriodReport; sources: SourceReport[] }> {
  const { timeZone, currency } = await getSettings(tx);
  const bounds = boundsOf(query, timeZone);
  const before = boundsBefore(bounds);
  const [outcomes, outcomesBefore, paid, paidBefore, bySource] = await Promise.all([
    outcomesOf(tx, ctx, query, bounds),
    outcomesOf(tx, ctx, query, before),
    amountsPaid(tx, ctx, query, bounds),
    amountsPaid(tx, ctx, query, before),
    paidBySource(tx, ctx, query, bounds),
  ]);
  const now = figuresOf(outcomes.get(EVERY.source));
  const then = figuresOf(outcomesBefore.get(EVERY.source));
  const key = (sourceId: number) => (query.source === undefined ? sourceId : EVERY.source);
  return {
    period: {
      new_leads: { now: now.leads, before: then.leads },
      first_reply_minutes: { now: now.firstReplyMinutes, before: then.firstReplyMinutes },
      transferred_share: { now: now.transferredShare, before: then.transferredShare },
      amount_paid: { now: amountIn(paid, currency) ?? 0, before: amountIn(paidBefore, currency) ?? 0 },
      amounts_paid: { now: paid, before: paidBefore },
      lost_share: { now: now.lostShare, before: then.lostShare },
    },
    sources: bySource
      .map(({ source_id, ...source }) => {
        const figures = figuresOf(outcomes.get(key(source_id)));
        return {
          source_id,
          ...source,
          amount_paid: amountIn(source.amounts_paid, currency) ?? 0,
          leads: figures.leads,
          transferred: figures.transferred,
          transferred_share: figures.transferredShare,
          transferred_share_before: figuresOf(outcomesBefore.get(key(source_id))).transferredShare,
          first_reply_minutes: figures.firstReplyMinutes,
        };
      })
      .sort((one, other) => other.leads - one.leads || one.source_id - other.source_id),
  };
}

function figuresOf({ leads, transferred, lost, firstReplyMinutes }: Outcome = NOTHING) {
  return {
    leads,
    transferred,
    firstReplyMinutes,
    transferredShare: share(transferred, leads),
    lostShare: share(lost, leads),
  };
}

const NOTHING: Outcome = { leads: 0, transferred: 0, lost: 0, firstReplyMinutes: null };

/**
 * From the counters for callers who see the whole workspace; from the leads themselves for few leads or for one
 * person's.
 */
async function outcomesOf(tx: Tx, ctx: Ctx, query: PeriodQuery, during: Bounds): Promise<Outcomes> {
  if (!canSeeWholeWorkspace(ctx)) return lookedUpOutcomes(tx, ctx, query, during);
  const of = query.source === undefined ? "each source" : { source: query.source };
  const counted = countedOutcomes(await countCreated(tx, "progress and replies", during, of));
  const few = [...counted].filter(([, { leads }]) => leads <= MAX_EXACT_LEADS).map(([id]) => id);
  if (few.length === 0) return counted;
  const isFew = few.includes(EVERY.source) ? undefined : inArray(leads.sourceId, few);
  const exact = await lookedUpOutcomes(tx, ctx, query, during, isFew);
  for (const id of few) {
    const outcome = counted.get(id);
    if (outcome) outcome.firstReplyMinutes = exact.get(id)?.firstReplyMinutes ?? null;
  }
  return counted;
}

function countedOutcomes(facts: CreatedFact[]): Outcomes {
  const ids = new Set([EVERY.source, ...facts.map(({ sourceId }) => sourceId)]);
  return new Map(
    [...ids].map((id) => {
      const ofSource = facts.filter(({ sourceId }) => id === EVERY.source || sourceId === id);
      const countOf = (isCounted: (fact: CreatedFact) => boolean) =>
        ofSource
          .filter((fact) => fact.bucket < 0 && isCounted(fact))
          .reduce((sum, { count }) => sum + count, 0);
      const hours = medianHours(ofSource.filter(({ step }) => step === FIRST_REPLY));
      const outcome = {
        leads: countOf(() => true),
        transferred: countOf(({ step }) => step >= TRANSFERRED),
        // A lead that is lost after its transfer counts as a lost sale.
        lost: countOf(({ step, isLost }) => isLost && step < TRANSFERRED),
        firstReplyMinutes: hours === null ? null : hours * MINUTES_PER_HOUR,
      };
      return [id, outcome];
    }),
  );
}

async function lookedUpOutcomes(
  tx: Tx,
  ctx: Ctx,
  query: PeriodQuery,
  during: Bounds,
  condition?: SQL,
): Promise<Outcomes> {
  const isCreated = within(sql`${leads.createdAt}`, during);
  const countOf = (stage: LeadStage) => sql`(count(*) filter (where ${eq(leads.stage, stage)}))::int`;
  const minutes = sql`date_part('epoch', ${leads.firstContactedAt} - ${leads.createdAt}) / 60`;
  const { rows } = await tx.execute<Outcome & { sourceId: number }>(sql`
    select coalesce(${leads.sourceId}, ${EVERY.source})::float8 as "sourceId", count(*)::int as leads,
      ${countOf("transferred")} as transferred, ${countOf("lost")} as lost,
      percentile_cont(0.5) within group (order by ${minutes}) as "firstReplyMinutes"
    ${fromCounted(ctx, query, "leads", condition ? sql`${isCreated} and ${condition}` : isCreated)}
    group by grouping sets ((), (${leads.sourceId}))`);
  return new Map(rows.map(({ sourceId, ...outcome }) => [sourceId, outcome]));
}

/** The amounts paid in the period, of leads created at any time. */
function amountsPaid(tx: Tx, ctx: Ctx, query: PeriodQuery, during: Bounds): Promise<Money[]> {
  if (canSeeWholeWorkspace(ctx) && query.source === undefined) return countPaid(tx, during);
  const isPaid = sql`${sales.stage} = 'paid' and ${sales.amount} is not null and ${within(sql`${sales.stageChangedAt}`, during)}`;
  return executeOnce<Money>(
    tx,
    sql`select ${sales.currency} as currency, sum(${sales.amount})::float8 as amount
      ${fromLeads(ctx, sql`${ofSource(query) ?? sql`true`} and ${isPaid}`)} group by 1 order by 1`,
  );
}

type PaidSource = Pick<SourceReport, "source_id" | "code" | "name" | "kind" | "amounts_paid">;

/**
 * The amounts paid by leads of the period. Only sales created since are read, because a sale is newer than its lead.
 */
function paidBySource(tx: Tx, ctx: Ctx, query: PeriodQuery, during: Bounds): Promise<PaidSource[]> {
  const isCreated = within(sql`${leads.createdAt}`, during);
  const isPaid = sql`${isCreated} and ${sales.stage} = 'paid' and ${sales.createdAt} >= ${during.from}`;
  return executeOnce<PaidSource>(
    tx,
    sql`
    with paid as (
      select source_id, ${amountsAsJson} as amounts
      from (
        select ${leads.sourceId} as source_id, ${sales.currency} as currency, sum(${sales.amount})::float8 as amount
        ${fromLeads(ctx, sql`${ofSource(query) ?? sql`true`} and ${isPaid}`)} group by 1, 2) as money
      group by 1)
    select ${sources.id}::float8 as source_id, ${sources.code} as code, ${sources.name} as name, ${sources.kind} as kind,
      coalesce(paid.amounts, '[]') as amounts_paid
    from ${sources} left join paid on paid.source_id = ${sources.id} where ${ofSource(query) ?? sql`true`}`,
  );
}
