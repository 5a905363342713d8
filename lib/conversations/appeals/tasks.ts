import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { lockSources } from "#lib/conversations/distribution/queries.ts";
import { SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record, recordAll } from "#lib/core/record.ts";
import { read, transact } from "#lib/core/transact.ts";
import { PRESENCE_LASTS } from "#lib/workspace/team/rules.ts";
import { appealChange } from "./build-appeal-change.ts";
import { type LockedAppeal, lockAppealAndSources } from "./lock-appeals.ts";
import { returnAndServe } from "./return-appeal.ts";
import { MANAGERS_TOLD_AFTER } from "./rules.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Serves every queue. A change that frees a place serves its queues at once; this job is for changes by time, such as
 * the beginning of working hours, and for anything that was missed.
 * @returns how many were assigned
 */
export async function serveQueuesTask(ctx: Ctx): Promise<number> {
  const waiting = await read(ctx, (tx) =>
    tx.selectDistinct({ sourceId: appeals.sourceId }).from(appeals).where(eq(appeals.status, "waiting")),
  );
  if (waiting.length === 0) return 0;
  return transact(ctx, async (tx) => {
    const states = await lockSources(
      tx,
      waiting.map(({ sourceId }) => sourceId),
    );
    return serveWaiting(tx, ctx, states);
  });
}

/**
 * Takes back appeals that were not accepted within the time limit of their source. The same operator does not get
 * them again.
 * @returns how many were taken back
 */
export function takeBackUnacceptedTask(ctx: Ctx): Promise<number> {
  return takeBackEach(
    ctx,
    (tx) =>
      tx
        .select({ id: appeals.id, operatorId: appeals.operatorId })
        .from(appeals)
        .innerJoin(
          sources,
          and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId)),
        )
        .where(
          and(
            isOffered,
            sql`${appeals.assignedAt} < now() - make_interval(secs => ${sources.acknowledgeSeconds})`,
          ),
        ),
    async (tx, locked) => {
      const after = await returnAndServe(tx, ctx, locked, {
        type: "appeal.timed_out",
        declines: true,
        isMissed: true,
      });
      if (locked.appeal.missedCount + 1 === MANAGERS_TOLD_AFTER)
        record(tx, ctx, "appeal.nobody_accepts", appealChange({ after }));
    },
  );
}

/**
 * Takes back appeals that an absent operator did not accept. The operator may get them again after returning, because
 * they did not decline them.
 * @returns how many went back
 */
export async function takeBackFromAbsentTask(ctx: Ctx): Promise<number> {
  await markAbsent(ctx);
  return takeBackEach(
    ctx,
    (tx) =>
      tx
        .select({ id: appeals.id, operatorId: appeals.operatorId })
        .from(appeals)
        .innerJoin(
          operators,
          and(eq(operators.workspaceId, appeals.workspaceId), eq(operators.id, appeals.operatorId)),
        )
        .where(and(isOffered, eq(operators.presence, "offline"), isLongGone)),
    async (tx, locked) => {
      await returnAndServe(tx, ctx, locked, { type: "appeal.returned", reason: "offline", declines: false });
    },
  );
}

const isOffered = and(eq(appeals.status, "active"), isNull(appeals.acceptedAt));

const isLongGone = sql`${operators.presenceAt} < now() - make_interval(secs => ${sql.raw(String(PRESENCE_LASTS / SECOND))})`;

/** Sets operators without a heartbeat for two minutes to offline, whatever presence they set last. */
function markAbsent(ctx: Ctx): Promise<void> {
  return transact(ctx, async (tx) => {
    const gone = await tx
      .select({ id: operators.id, presence: operators.presence })
      .from(operators)
      .where(and(ne(operators.presence, "offline"), isLongGone))
      .orderBy(operators.id)
      .for("no key update");
    if (gone.length === 0) return;
    const ids = gone.map(({ id }) => id);
    await tx.update(operators).set({ presence: "offline" }).where(inArray(operators.id, ids));
    recordAll(
      tx,
      gone.map((before) => ({
        ctx,
        type: "operator.presence_changed",
        before,
        after: { ...before, presence: "offline" },
        ownerIds: [before.id],
      })),
    );
  });
}

type Found = { id: number; operatorId: number | null };

/** Each in a transaction of its own, unless it has changed since it was found. */
async function takeBackEach(
  ctx: Ctx,
  find: (tx: Tx) => Promise<Found[]> | PromiseLike<Found[]>,
  takeBack: (tx: Tx, locked: LockedAppeal) => Promise<void>,
): Promise<number> {
  const found = await read(ctx, async (tx) => await find(tx));
  let count = 0;
  for (const { id, operatorId } of found) {
    await transact(ctx, async (tx) => {
      const locked = await lockAppealAndSources(tx, ctx, id);
      if (locked.appeal.operatorId !== operatorId || locked.appeal.acceptedAt !== null) return;
      if (locked.appeal.status !== "active") return;
      await takeBack(tx, locked);
      count += 1;
    });
  }
  return count;
}
