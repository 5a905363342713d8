import { and, asc, eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { distributionStates, operatorWeights } from "#db/schema/distribution.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { NotFound } from "#lib/core/errors.ts";

/** A source with the state of its distribution. */
export type SourceState = Awaited<ReturnType<typeof lockSources>>[number];

/**
 * The sources with these ids, each locked until the transaction ends, so that the decisions of a source are
 * serialized. Sources are always locked before operators, both in the order of their ids, or transactions could
 * deadlock.
 */
export function lockSources(tx: Tx, sourceIds: number[]) {
  return prepareOnce(tx, "lock_sources", (db, name) =>
    db
      .select({
        id: sources.id,
        name: sources.name,
        code: sources.code,
        strategy: sources.strategy,
        departmentId: sources.departmentId,
        requiredSkills: sources.requiredSkills,
        acknowledgeSeconds: sources.acknowledgeSeconds,
        turn: distributionStates.turn,
        operatorIds: distributionStates.operatorIds,
        deficits: distributionStates.deficits,
        lastTurns: distributionStates.lastTurns,
      })
      .from(distributionStates)
      .innerJoin(
        sources,
        sql`${sources.workspaceId} = ${distributionStates.workspaceId} and ${sources.id} = ${distributionStates.sourceId}`,
      )
      .where(sql`${distributionStates.sourceId} = any(${sql.placeholder("sourceIds")}::bigint[])`)
      .orderBy(asc(distributionStates.sourceId))
      .for("update", { of: distributionStates })
      .prepare(name),
  ).execute({ sourceIds });
}

/** An operator with a weight in a source, as stored. */
export type WeightedOperator = Awaited<ReturnType<typeof listWeighted>>[number];

/**
 * All operators with a weight in one of these sources.
 * @param only this operator alone
 * @param locked locks their rows until the transaction ends, so that no other transaction takes their places
 */
export function listWeighted(
  tx: Tx,
  sourceIds: number[],
  { locked, only }: { locked: boolean; only?: number | undefined },
) {
  return prepareOnce(
    tx,
    `${locked ? "lock" : "list"}_weighted${only === undefined ? "" : "_one"}`,
    (db, name) => {
      const query = db
        .select({
          sourceId: operatorWeights.sourceId,
          weight: operatorWeights.weight,
          operatorId: operators.id,
          name: operators.name,
          userId: operators.userId,
          departmentId: operators.departmentId,
          isActive: operators.isActive,
          maxLoad: operators.maxLoad,
          currentLoad: operators.currentLoad,
          skills: operators.skills,
          workingHours: operators.workingHours,
          timeZone: sql<string>`coalesce(${operators.timeZone}, (select ${workspaces.timeZone} from ${workspaces}))`,
          presence: operators.presence,
          presenceAt: operators.presenceAt,
        })
        .from(operatorWeights)
        .innerJoin(
          operators,
          sql`${operators.workspaceId} = ${operatorWeights.workspaceId} and ${operators.id} = ${operatorWeights.operatorId}`,
        )
        .where(
          and(
            sql`${operatorWeights.sourceId} = any(${sql.placeholder("sourceIds")}::bigint[])`,
            only === undefined ? undefined : eq(operators.id, sql.placeholder("only")),
          ),
        )
        .orderBy(asc(operators.id), asc(operatorWeights.sourceId));
      return (locked ? query.for("no key update", { of: operators }) : query).prepare(name);
    },
  ).execute({ sourceIds, only });
}

/** The sources in which an operator has a share, locked. */
export async function lockSourcesOf(tx: Tx, operatorId: number): Promise<SourceState[]> {
  const rows = await tx
    .select({ sourceId: operatorWeights.sourceId })
    .from(operatorWeights)
    .where(eq(operatorWeights.operatorId, operatorId));
  return lockSources(
    tx,
    rows.map(({ sourceId }) => sourceId),
  );
}

export type WeightRow = Awaited<ReturnType<typeof listWeights>>[number];

/** The shares of a source, the largest first. */
export function listWeights(tx: Tx, sourceId: number) {
  return tx
    .select({
      operatorId: operatorWeights.operatorId,
      operatorName: operators.name,
      weight: operatorWeights.weight,
      share: sql<number>`${operatorWeights.weight}::float8 / sum(${operatorWeights.weight}) over ()`,
    })
    .from(operatorWeights)
    .innerJoin(operators, eq(operators.id, operatorWeights.operatorId))
    .where(eq(operatorWeights.sourceId, sourceId))
    .orderBy(sql`${operatorWeights.weight} desc`, asc(operatorWeights.operatorId));
}

/** The sources with their shares, and the number of appeals of each by operator; operator null for waiting ones. */
export async function getDistribution(tx: Tx) {
  const [all, weights, counts] = await Promise.all([
    tx
      .select({ id: sources.id, name: sources.name, strategy: sources.strategy })
      .from(sources)
      .orderBy(sources.id),
    tx
      .select({
        sourceId: operatorWeights.sourceId,
        operatorId: operatorWeights.operatorId,
        weight: operatorWeights.weight,
      })
      .from(operatorWeights),
    tx
      .select({
        sourceId: appeals.sourceId,
        operatorId: appeals.operatorId,
        count: sql<number>`count(*)::int`,
      })
      .from(appeals)
      .groupBy(appeals.sourceId, appeals.operatorId),
  ]);
  const names = await tx.select({ id: operators.id, name: operators.name }).from(operators);
  return { sources: all, weights, counts, names: new Map(names.map(({ id, name }) => [id, name])) };
}

/**
 * All operators with a weight in a source, as its next decision would see them.
 * @throws NotFound
 */
export async function getAvailability(tx: Tx, sourceId: number) {
  const [source] = await tx.select().from(sources).where(eq(sources.id, sourceId));
  if (!source) throw new NotFound("Source");
  return { source, operators: await listWeighted(tx, [sourceId], { locked: false }) };
}
