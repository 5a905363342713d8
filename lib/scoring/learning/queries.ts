import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { HUMAN_TEXT } from "#db/schema/columns.ts";
import { leads } from "#db/schema/leads.ts";
import { scoringModels } from "#db/schema/scoring-models.ts";
import { NotFound } from "#lib/core/errors.ts";
import {
  applySlice,
  byCreation,
  type HistoryQuery,
  hasWords,
  type Listing,
  listRows,
} from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import { type Bounds, within } from "#lib/core/period.ts";
import type { Judged } from "#lib/scoring/providers/model/calibrate.ts";
import { nameOfModel } from "#lib/scoring/providers/model/provider.ts";
import { exampleOf } from "#lib/scoring/providers/model/row.ts";
import type { Example } from "#lib/scoring/providers/model/schema.ts";
import { ScoringInput } from "#lib/scoring/schema.ts";
import type { KnownOutcomes } from "./rules.ts";
import { MAX_EXAMPLES } from "./schema.ts";

export type ModelRow = typeof scoringModels.$inferSelect;

/**
 * A lead is one example, however often it was scored. Only its first score is used, because later ones follow from
 * people's work on it.
 */
const FIRST_SCORES = sql`(
  select distinct on (lead_id) workspace_id, lead_id, id, input, outcome, created_at
  from assessments order by lead_id, id) as first`;

/** Outcomes of the workspace's leads. */
export async function countOutcomes(tx: Tx): Promise<KnownOutcomes> {
  const { rows } = await tx.execute<KnownOutcomes>(sql`
    select count(*)::int as all, count(*) filter (where outcome = 'won')::int as won
    from ${FIRST_SCORES} where outcome is not null`);
  return rows[0] ?? { all: 0, won: 0 };
}

/** The examples to learn from. */
export type Examples = { examples: Example[]; hasDemo: boolean };

/** The newest leads whose outcome is known, the oldest of them first. */
export async function listExamples(tx: Tx): Promise<Examples> {
  const { rows } = await tx.execute<{ input: unknown; outcome: string; is_demo: boolean }>(sql`
    select first.input, first.outcome, leads.is_demo
    from ${FIRST_SCORES}
    join leads on leads.workspace_id = first.workspace_id and leads.id = first.lead_id
    where first.outcome is not null
    order by first.created_at desc, first.id desc limit ${MAX_EXAMPLES}`);
  return {
    examples: rows
      .reverse()
      .map(({ input, outcome }) => exampleOf(ScoringInput.parse(input), outcome === "won")),
    hasDemo: rows.some(({ is_demo }) => is_demo),
  };
}

export async function hasDemoLeads(tx: Tx): Promise<boolean> {
  const found = await tx.select({ id: leads.id }).from(leads).where(eq(leads.isDemo, true)).limit(1);
  return found.length > 0;
}

/** The number of recent leads that drift is measured on. */
const RECENT_LEADS = 500;

/** The newest leads as they were first scored, with or without an outcome. */
export async function listRecentInputs(tx: Tx): Promise<ScoringInput[]> {
  const { rows } = await tx.execute<{ input: unknown }>(sql`
    select first.input from ${FIRST_SCORES} order by first.created_at desc, first.id desc limit ${RECENT_LEADS}`);
  return rows.map(({ input }) => ScoringInput.parse(input));
}

export async function findChampion(tx: Tx): Promise<ModelRow | undefined> {
  const [champion] = await tx.select().from(scoringModels).where(eq(scoringModels.status, "champion"));
  return champion;
}

const { parameters: _parameters, features: _features, ...SUMMARY } = getTableColumns(scoringModels);

/** A model without its parameters, which are large. */
export type ModelSummary = Omit<ModelRow, "parameters" | "features">;

/** The model that was trained last, whether it scores or not. */
export async function findNewestModel(tx: Tx): Promise<ModelSummary | undefined> {
  const [newest] = await tx.select(SUMMARY).from(scoringModels).orderBy(desc(scoringModels.id)).limit(1);
  return newest;
}

/** @throws NotFound */
export async function getModel(tx: Tx, modelId: number): Promise<ModelRow> {
  const [model] = await tx.select().from(scoringModels).where(eq(scoringModels.id, modelId));
  if (!model) throw new NotFound("Model");
  return model;
}

/** A model with what happened since its training. */
export type ModelCard = {
  model: ModelRow;
  /** The newest leads, as they were first scored. */
  recent: ScoringInput[];
  /** Leads that it scored and whose outcome is known. */
  judged: Judged[];
};

/** @throws NotFound */
export async function getModelCard(tx: Tx, modelId: number): Promise<ModelCard> {
  const [model, recent, judged] = await Promise.all([
    getModel(tx, modelId),
    listRecentInputs(tx),
    listJudged(tx, { model: nameOfModel(modelId) }),
  ]);
  return { model, recent, judged };
}

const MODELS: Listing<ModelSummary, "created_at"> = {
  ...byCreation(scoringModels.createdAt),
  idColumn: scoringModels.id,
  find: (tx, slice) => applySlice(tx.select(SUMMARY).from(scoringModels).$dynamic(), slice),
};

/** Every model that was trained, the newest first unless sorted otherwise; `q` looks at status and verdict. */
export function listModels(tx: Tx, query: HistoryQuery): Promise<Page<ModelSummary>> {
  return listRows(tx, MODELS, hasWords(query.q, [scoringModels.status, scoringModels.verdict]), query);
}

/** The newest scores that are judged: enough for exact figures, and they fit into memory. */
const MAX_JUDGED = 20_000;

/** Which scores: by provider, model and period. */
type ScoreFilter = { provider?: string | undefined; model?: string; bounds?: Bounds };

/** The first score of each lead whose outcome is known, among those that match, with the outcome. */
export async function listJudged(tx: Tx, { provider, model, bounds }: ScoreFilter): Promise<Judged[]> {
  const matching = and(
    provider === undefined ? undefined : eq(assessments.provider, provider),
    model === undefined ? undefined : eq(assessments.model, model),
  );
  const { rows } = await tx.execute<{ score: number; is_won: boolean }>(sql`
    select score, outcome = 'won' as is_won from (
      select distinct on (lead_id) id, score, outcome, created_at from assessments
      where ${matching ?? sql`true`} order by lead_id, id) as first
    where outcome is not null and ${bounds ? within(sql`created_at`, bounds) : sql`true`}
    order by id desc limit ${MAX_JUDGED}`);
  return rows.map(({ score, is_won }) => ({ score, outcome: is_won }));
}

type Override = { by: string; agree: number; disagree: number; moved_on: number; gave_up: number };

/**
 * Disagreement with scores by person: in feedback, and by moves against the recommendation at that time. Moves that
 * were undone do not count.
 */
export async function listOverrides(
  tx: Tx,
  { provider, bounds }: { provider: string | undefined; bounds: Bounds },
): Promise<Override[]> {
  const of = provider === undefined ? sql`true` : sql`assessments.provider = ${provider}`;
  const { rows } = await tx.execute<Override>(sql`
    with moves as (
      select events.actor_name as by, advice.recommendation, events.after ->> 'stage' as stage
      from events
      cross join lateral (
        select recommendation from assessments
        where assessments.workspace_id = events.workspace_id and assessments.lead_id = events.subject_id
          and assessments.created_at < events.created_at and ${of}
        order by assessments.id desc limit 1) as advice
      where events.subject_type = 'lead' and events.type in ('lead.stage_moved', 'lead.transferred')
        and events.actor_kind in ('user', 'telegram') and ${within(sql`events.created_at`, bounds)}
        and events.id not in (select undoes_id from events where undoes_id is not null)
    ), said as (
      select by, 0 as agree, 0 as disagree,
        (recommendation = 'lost' and stage <> 'lost')::int as moved_on,
        (recommendation = 'transfer_to_sales' and stage = 'lost')::int as gave_up
      from moves
      union all
      select verdict_by, (verdict = 'agree')::int, (verdict = 'disagree')::int, 0, 0 from assessments
      where verdict is not null and ${of} and ${within(sql`verdict_at`, bounds)}
    )
    select by, sum(agree)::int as agree, sum(disagree)::int as disagree, sum(moved_on)::int as moved_on,
      sum(gave_up)::int as gave_up
    from said group by by having sum(agree + disagree + moved_on + gave_up) > 0
    order by sum(disagree + moved_on + gave_up) desc, by collate ${sql.raw(HUMAN_TEXT)} limit 200`);
  return rows;
}
