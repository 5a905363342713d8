import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operators } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock, DAY, MINUTE } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { readReport } from "#lib/core/transact.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { getSource } from "#lib/sources/queries.ts";
import { isAtWork } from "#lib/team/rules.ts";
import { listWeights } from "./queries.ts";
import { type ReplayedOperator, replayArrivalsInTurns } from "./replay-arrivals.ts";
import { SimulateInput, type SimulationJson } from "./schema.ts";

/** The newest arrivals that are replayed; more would not change the picture. */
const MOST_ARRIVALS = 5_000;
/** Minutes that an appeal takes where the source has closed none yet. */
const ASSUMED_MINUTES = 20;

/**
 * Replays the past arrivals of a source with other weights or another strategy: what everybody would have
 * got. Each appeal takes as long as it took then. Changes nothing.
 * @throws NotFound for an unknown source or operator
 */
export async function simulateSource(
  ctx: Ctx,
  sourceId: number,
  raw: SimulateInput,
): Promise<SimulationJson> {
  authorize(ctx, "source:manage");
  const input = SimulateInput.parse(raw);
  return readReport(ctx, async (tx) => {
    const source = await getSource(tx, sourceId);
    const weights =
      input.weights ??
      (await listWeights(tx, sourceId)).map(({ operatorId, weight }) => ({
        operator_id: operatorId,
        weight,
      }));
    const since = new Date(clock.now().getTime() - input.period_days * DAY);
    const past = await listPast(tx, sourceId, since);
    const people = await listPeople(
      tx,
      weights.map(({ operator_id }) => operator_id),
    );
    if (people.size < weights.length) throw new NotFound("Operator");
    const { timeZone } = await getSettings(tx);
    const began = past[0]?.createdAt ?? since;
    const team: ReplayedOperator[] = weights.map(({ operator_id, weight }) => {
      const person = people.get(operator_id);
      const zone = person?.timeZone ?? timeZone;
      return {
        operatorId: operator_id,
        weight,
        maxLoad: person?.maxLoad ?? 0,
        isAvailable: (at) =>
          isAtWork(person?.workingHours ?? null, zone, new Date(began.getTime() + at * MINUTE)),
      };
    });
    const typical = medianOf(past.flatMap(({ minutes }) => minutes ?? [])) ?? ASSUMED_MINUTES;
    const arrivals = past.map(({ createdAt, minutes }) => ({
      at: (createdAt.getTime() - began.getTime()) / MINUTE,
      serviceMinutes: () => minutes ?? typical,
    }));
    const until = (clock.now().getTime() - began.getTime()) / MINUTE;
    const strategy = input.strategy ?? source.strategy;
    const outcome = await replayArrivalsInTurns({
      strategy,
      operators: team,
      arrivals,
      until,
      random: Math.random,
    });
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    const handled = outcome.operators.reduce((sum, one) => sum + one.handled, 0);
    const handledThen = past.filter(({ operatorId }) => operatorId !== null).length;
    return {
      source_id: sourceId,
      strategy,
      arrivals: past.length,
      is_cut: past.length === MOST_ARRIVALS,
      waits: {
        p50_seconds: Math.round(outcome.waits.p50 * 60),
        p95_seconds: Math.round(outcome.waits.p95 * 60),
        longest_seconds: Math.round(outcome.waits.max * 60),
      },
      operators: outcome.operators.map((one) => ({
        operator_id: one.operatorId,
        operator_name: people.get(one.operatorId)?.name ?? "",
        target_share: share(
          weights.find(({ operator_id }) => operator_id === one.operatorId)?.weight ?? 0,
          total,
        ),
        share_then: share(past.filter(({ operatorId }) => operatorId === one.operatorId).length, handledThen),
        share_now: share(one.handled, handled),
        appeals: one.handled,
        peak_load: one.peakLoad,
        max_load: people.get(one.operatorId)?.maxLoad ?? 0,
      })),
    };
  });
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
    .limit(MOST_ARRIVALS);
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
