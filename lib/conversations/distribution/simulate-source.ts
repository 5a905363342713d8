import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operators } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock, DAY, MINUTE } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { read, runInReportShare } from "#lib/core/transact.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { getSource } from "#lib/workspace/sources/queries.ts";
import { isAtWork } from "#lib/workspace/team/rules.ts";
import { listWeights } from "./queries.ts";
import { type Outcome, type Replay, replayArrivalsInTurns } from "./replay-arrivals.ts";
import { SimulateInput, type SimulationJson } from "./schema.ts";

/** The newest arrivals that are replayed; more would not change the result noticeably. */
const MAX_ARRIVALS = 5_000;
/** Minutes that an appeal takes when the source has closed none yet. */
const ASSUMED_MINUTES = 20;

/**
 * Replays the past arrivals of a source with other weights or another strategy, and counts what each operator would
 * have got. Each appeal takes as long as it did then. Saves nothing, and holds no connection while it computes.
 * @throws NotFound for an unknown source or operator
 */
export async function simulateSource(
  ctx: Ctx,
  sourceId: number,
  raw: SimulateInput,
): Promise<SimulationJson> {
  authorize(ctx, "source:manage");
  const input = SimulateInput.parse(raw);
  return runInReportShare(ctx, async () => {
    const situation = await read(ctx, (tx) => loadSituation(tx, sourceId, input));
    return presentOutcome(situation, await replayArrivalsInTurns(replayOf(situation)));
  });
}

/** What is replayed: the arrivals of a period, the operators of today, and the draft. */
type Situation = Awaited<ReturnType<typeof loadSituation>>;

async function loadSituation(tx: Tx, sourceId: number, input: z.output<typeof SimulateInput>) {
  const source = await getSource(tx, sourceId);
  const weights = input.weights?.map(({ operator_id: operatorId, weight }) => ({ operatorId, weight }));
  const drafted = weights ?? (await listWeights(tx, sourceId));
  const since = new Date(clock.now().getTime() - input.period_days * DAY);
  const past = await listPast(tx, sourceId, since);
  const people = await listPeople(
    tx,
    drafted.map(({ operatorId }) => operatorId),
  );
  const { timeZone } = await getSettings(tx);
  const team = drafted.map(({ operatorId, weight }) => {
    const person = people.get(operatorId);
    if (!person) throw new NotFound("Operator");
    return { ...person, weight, timeZone: person.timeZone ?? timeZone };
  });
  const strategy = input.strategy ?? source.strategy;
  return { sourceId, strategy, team, past, began: past[0]?.createdAt ?? since };
}

function replayOf({ strategy, team, past, began }: Situation): Replay {
  const typical = medianOf(past.flatMap(({ minutes }) => minutes ?? [])) ?? ASSUMED_MINUTES;
  return {
    strategy,
    operators: team.map(({ id, weight, maxLoad, workingHours, timeZone }) => ({
      operatorId: id,
      weight,
      maxLoad,
      isAvailable: (at) => isAtWork(workingHours, timeZone, new Date(began.getTime() + at * MINUTE)),
    })),
    arrivals: past.map(({ createdAt, minutes }) => ({
      at: (createdAt.getTime() - began.getTime()) / MINUTE,
      serviceMinutes: () => minutes ?? typical,
    })),
    until: (clock.now().getTime() - began.getTime()) / MINUTE,
    random: Math.random,
  };
}

function presentOutcome(
  { sourceId, strategy, team, past }: Situation,
  { operators, waits }: Outcome,
): SimulationJson {
  const memberOf = new Map(team.map((member) => [member.id, member]));
  const total = team.reduce((sum, { weight }) => sum + weight, 0);
  const handled = operators.reduce((sum, one) => sum + one.handled, 0);
  const handledThen = past.filter(({ operatorId }) => operatorId !== null).length;
  return {
    source_id: sourceId,
    strategy,
    arrivals: past.length,
    is_cut: past.length === MAX_ARRIVALS,
    waits: {
      p50_seconds: Math.round(waits.p50 * 60),
      p95_seconds: Math.round(waits.p95 * 60),
      longest_seconds: Math.round(waits.max * 60),
    },
    operators: operators.map((one) => ({
      operator_id: one.operatorId,
      operator_name: memberOf.get(one.operatorId)?.name ?? "",
      target_share: share(memberOf.get(one.operatorId)?.weight ?? 0, total),
      share_then: share(past.filter(({ operatorId }) => operatorId === one.operatorId).length, handledThen),
      share_now: share(one.handled, handled),
      appeals: one.handled,
      peak_load: one.peakLoad,
      max_load: memberOf.get(one.operatorId)?.maxLoad ?? 0,
    })),
  };
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

function medianOf(values: number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** The oldest first. */
async function listPast(tx: Tx, sourceId: number, since: Date) {
  const rows = await tx
    .select({
      createdAt: appeals.createdAt,
      operatorId: appeals.operatorId,
      minutes: sql<
        number | null
      >`(extract(epoch from ${appeals.closedAt} - ${appeals.assignedAt}) / 60)::float8`,
    })
    .from(appeals)
    .where(and(eq(appeals.sourceId, sourceId), sql`${appeals.createdAt} >= ${since.toISOString()}`))
    .orderBy(desc(appeals.createdAt))
    .limit(MAX_ARRIVALS);
  return rows.reverse();
}

async function listPeople(tx: Tx, ids: number[]) {
  const rows = await tx
    .select({
      id: operators.id,
      name: operators.name,
      maxLoad: operators.maxLoad,
      workingHours: operators.workingHours,
      timeZone: operators.timeZone,
    })
    .from(operators)
    .where(inArray(operators.id, [0, ...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}
