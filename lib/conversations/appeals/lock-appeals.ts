import { and, eq, inArray, sql } from "drizzle-orm";
import { prepareOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operatorWeights } from "#db/schema/distribution.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { lockSources, type SourceState } from "#lib/conversations/distribution/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { type AppealRow, getAppeal, lockAppeal, lockOpenAppeals } from "./queries.ts";

/** A locked appeal, and the locked sources whose queues its operator serves. */
export type LockedAppeal = { appeal: AppealRow; sources: SourceState[] };

/**
 * Locks an appeal for a change that may free a place: its own source, and every source that its operator,
 * or one of `others`, has a share of, before it.
 * @throws NotFound
 */
export async function lockAppealAndSources(
  tx: Tx,
  ctx: Ctx,
  appealId: number,
  others: number[] = [],
): Promise<LockedAppeal> {
  for (;;) {
    const { operatorId, sourceIds } = await whatToLock(tx, appealId, others);
    const [, sources, appeal] = await Promise.all([
      tx.execute(sql`savepoint before_locks`).then(() => undefined),
      lockSources(tx, sourceIds),
      lockAppeal(tx, ctx, appealId),
    ]);
    if (appeal.operatorId === operatorId) {
      unawaitedIn(
        tx,
        tx.execute(sql`release savepoint before_locks`).then(() => undefined),
      );
      return { appeal, sources };
    }
    // The appeal changed hands before it was locked, so other sources must be locked. Locking them in addition would
    // break the order of locks, so all locks are released first.
    await tx.execute(sql`rollback to savepoint before_locks`);
  }
}

/** The locked open appeals of an operator, and the locked sources whose queues a change of them serves. */
export type LockedAppeals = { appeals: AppealRow[]; sources: SourceState[] };

/**
 * The same for all open appeals of an operator at once: locks the sources of all of them, and those that the operator or
 * one of `others` has a share of, then the appeals, then these operators by id.
 * @param between locks what comes after sources and before appeals in the order of locks: leads, then sales. It returns the
 * ids of the leads, which must be those of the appeals at least
 */
export async function lockAppealsAndSourcesOf(
  tx: Tx,
  operatorId: number,
  others: number[],
  between?: () => Promise<number[]>,
): Promise<LockedAppeals> {
  const operatorIds = [operatorId, ...others];
  for (;;) {
    const sourceIds = await sourcesToLock(tx, operatorId, operatorIds);
    await tx.execute(sql`savepoint before_locks`);
    const sources = await lockSources(tx, sourceIds);
    const leadIds = await between?.();
    const openAppeals = await lockOpenAppeals(tx, operatorId);
    await lockOperators(tx, operatorIds);
    const open = await listOpen(tx, operatorId);
    const areLeadsLocked = !leadIds || openAppeals.every(({ leadId }) => leadIds.includes(leadId));
    const areSourcesLocked = open.every(({ sourceId }) => sourceIds.includes(sourceId));
    if (open.length === openAppeals.length && areSourcesLocked && areLeadsLocked) {
      await tx.execute(sql`release savepoint before_locks`);
      return { appeals: openAppeals, sources };
    }
    // An appeal was assigned by hand before the operator's row was locked, or its lead was renewed before it was
    // locked, so the same applies as above.
    await tx.execute(sql`rollback to savepoint before_locks`);
  }
}

/** The open appeals of an operator, as far as locks need to know them. */
function listOpen(tx: Tx, operatorId: number) {
  return tx
    .select({ sourceId: appeals.sourceId })
    .from(appeals)
    .where(and(eq(appeals.operatorId, operatorId), eq(appeals.status, "active")));
}

/** The sources of an operator's open appeals, and those that one of `operatorIds` has a share of. */
async function sourcesToLock(tx: Tx, operatorId: number, operatorIds: number[]): Promise<number[]> {
  const served = await tx
    .select({ sourceId: operatorWeights.sourceId })
    .from(operatorWeights)
    .where(inArray(operatorWeights.operatorId, operatorIds));
  const asked = await listOpen(tx, operatorId);
  return [...new Set([...served, ...asked].map(({ sourceId }) => sourceId))];
}

/** Locks operators in the order of their ids, before a change takes the place of one and frees that of another. */
export async function lockOperators(tx: Tx, operatorIds: number[]): Promise<void> {
  await tx
    .select({ id: operators.id })
    .from(operators)
    .where(inArray(operators.id, operatorIds))
    .orderBy(operators.id)
    .for("no key update");
}

async function whatToLock(tx: Tx, appealId: number, others: number[]) {
  const [found] = await prepareOnce(tx, "what_to_lock", (db, name) =>
    db
      .select({
        operatorId: appeals.operatorId,
        sourceId: appeals.sourceId,
        // Qualified by hand, because a select from one table omits its name.
        served: sql<string[]>`array(
          select operator_weights.source_id from operator_weights
          where operator_weights.operator_id = appeals.operator_id
            or operator_weights.operator_id = any(${sql.placeholder("others")}::bigint[]))`,
      })
      .from(appeals)
      .where(eq(appeals.id, sql.placeholder("appealId")))
      .prepare(name),
  ).execute({ appealId, others });
  if (!found) throw new NotFound("Appeal");
  const { operatorId, sourceId, served } = found;
  return { operatorId, sourceIds: [...new Set([sourceId, ...served.map(Number)])] };
}

/**
 * Locks the lead of an appeal, which comes before the appeal in the order of locks. The appeal stays with that lead until
 * the transaction ends: only a renewal moves it to another lead, and a renewal locks the lead first.
 * @returns the appeal, not locked
 * @throws NotFound
 */
export async function lockLeadOf(tx: Tx, ctx: Ctx, appealId: number): Promise<AppealRow> {
  let { leadId } = await getAppeal(tx, ctx, appealId);
  for (;;) {
    const [, appeal] = await Promise.all([
      tx
        .execute(sql`select from ${leads} where ${leads.id} = ${leadId} for no key update`)
        .then(() => undefined),
      getAppeal(tx, ctx, appealId),
    ]);
    if (appeal.leadId === leadId) return appeal;
    // The lead was renewed before it was locked. Its successor has a higher id, so locking it too keeps the order.
    leadId = appeal.leadId;
  }
}

/** Lowers the load of an operator by one. */
export function releasePlace(tx: Tx, operatorId: number): Promise<unknown> {
  return prepareOnce(tx, "release_place", (db, name) =>
    db
      .update(operators)
      .set({ currentLoad: sql`${operators.currentLoad} - 1` })
      .where(eq(operators.id, sql.placeholder("operatorId")))
      .prepare(name),
  ).execute({ operatorId });
}
