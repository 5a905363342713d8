import { eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operators } from "#db/schema/operators.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { lockSources, type SourceState } from "#lib/distribution/queries.ts";
import { type AppealRow, lockAppeal } from "./queries.ts";

/** A locked appeal, and the locked sources whose queues its operator serves. */
export type HeldAppeal = { appeal: AppealRow; sources: SourceState[] };

/**
 * Locks an appeal for a change that may free a place: its own source, and every source that its operator,
 * or one of `others`, has a share of, before it.
 * @throws NotFound
 */
export async function holdAppeal(
  tx: Tx,
  ctx: Ctx,
  appealId: number,
  others: number[] = [],
): Promise<HeldAppeal> {
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

async function whatToLock(tx: Tx, appealId: number, others: number[]) {
  const [found] = await prepareOnce(tx, "what_to_lock", (db, name) =>
    db
      .select({
        operatorId: appeals.operatorId,
        sourceId: appeals.sourceId,
        // Named in full: a select from one table leaves its name out.
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

/** One place less is taken at an operator. */
export function releasePlace(tx: Tx, operatorId: number): Promise<unknown> {
  return prepareOnce(tx, "release_place", (db, name) =>
    db
      .update(operators)
      .set({ currentLoad: sql`${operators.currentLoad} - 1` })
      .where(eq(operators.id, sql.placeholder("operatorId")))
      .prepare(name),
  ).execute({ operatorId });
}
