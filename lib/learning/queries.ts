import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { scoringModels } from "#db/schema/scoring-models.ts";
import { NotFound } from "#lib/core/errors.ts";
import { decodeCursor, type Page, toPage } from "#lib/core/paging.ts";
import { afterCursor, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { exampleOf } from "#lib/scoring/providers/model/row.ts";
import type { Example } from "#lib/scoring/providers/model/schema.ts";
import { ScoringInput } from "#lib/scoring/schema.ts";
import type { KnownOutcomes } from "./rules.ts";
import { MOST_EXAMPLES } from "./schema.ts";

export type ModelRow = typeof scoringModels.$inferSelect;

/** A lead is one case, however often it was scored: its first score had nothing to go by but the lead. */
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

/** What there is to learn from. */
export type Examples = { examples: Example[]; hasDemo: boolean };

/** The newest leads whose outcome is known, the oldest of them first. */
export async function listExamples(tx: Tx): Promise<Examples> {
  const { rows } = await tx.execute<{ input: unknown; outcome: string; is_demo: boolean }>(sql`
    select first.input, first.outcome, leads.is_demo
    from ${FIRST_SCORES}
    join leads on leads.workspace_id = first.workspace_id and leads.id = first.lead_id
    where first.outcome is not null
    order by first.created_at desc, first.id desc limit ${MOST_EXAMPLES}`);
  return {
    examples: rows
      .reverse()
      .map(({ input, outcome }) => exampleOf(ScoringInput.parse(input), outcome === "won")),
    hasDemo: rows.some(({ is_demo }) => is_demo),
  };
}

/** The inputs of the newest leads, decided or not: what the leads of late look like. */
export async function listRecentInputs(tx: Tx, limit: number): Promise<ScoringInput[]> {
  const { rows } = await tx.execute<{ input: unknown }>(sql`
    select first.input from ${FIRST_SCORES} order by first.created_at desc, first.id desc limit ${limit}`);
  return rows.map(({ input }) => ScoringInput.parse(input));
}

export async function findChampion(tx: Tx): Promise<ModelRow | undefined> {
  const [champion] = await tx.select().from(scoringModels).where(eq(scoringModels.status, "champion"));
  return champion;
}

const { parameters: _parameters, features: _features, ...SUMMARY } = getTableColumns(scoringModels);

/** A model without what it learnt, which would fill a page of its own. */
export type ModelSummary = Omit<ModelRow, "parameters" | "features">;

/** The one that was trained last, whether it scores or not. */
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

const NEWEST_FIRST: Sorting = {
  column: scoringModels.createdAt,
  idColumn: scoringModels.id,
  descending: true,
};

/** Every model that was trained, the newest first. */
export async function listModels(
  tx: Tx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ModelSummary>> {
  const after = decodeCursor(cursor);
  const rows = await tx
    .select(SUMMARY)
    .from(scoringModels)
    .where(after && afterCursor(NEWEST_FIRST, after))
    .orderBy(...orderOf(NEWEST_FIRST))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
}
