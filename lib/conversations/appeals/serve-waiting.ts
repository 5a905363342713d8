import { eq, sql } from "drizzle-orm";
import { type Tx, unawaitedIn } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { Allocator, type Assignment } from "#lib/conversations/distribution/allocate-appeals.ts";
import { listWeighted, type SourceState } from "#lib/conversations/distribution/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { appealChange } from "./build-appeal-change.ts";
import { type AppealRow, listWaiting } from "./queries.ts";

/**
 * Waiting appeals that are read at once. When one operator became free, few are read, because they rarely take more
 * than one.
 */
const BATCH = 50;
const BATCH_OF_ONE = 3;

/**
 * Assigns waiting appeals to free operators, first in first out, until no operator can take another.
 * @param sources locked, and no operator before them
 * @param only the one operator who became free; others are not considered
 * @returns how many were assigned
 */
export async function serveWaiting(
  tx: Tx,
  ctx: Ctx,
  sources: SourceState[],
  only?: number | undefined,
): Promise<number> {
  if (sources.length === 0) return 0;
  const sourceIds = sources.map(({ id }) => id);
  const batch = only === undefined ? BATCH : BATCH_OF_ONE;
  let waiting = await listWaiting(tx, sourceIds, { but: [], openTo: only }, batch);
  // Usually no appeal waits, and then the operators need not be read.
  if (waiting.length === 0) return 0;
  const weighted = await listWeighted(tx, sourceIds, { locked: true, only });
  const allocator = new Allocator(tx, sources, weighted, { areOperatorsLocked: true });
  const seen: number[] = [];
  let served = 0;
  while (waiting.length > 0) {
    for (const appeal of waiting) {
      seen.push(appeal.id);
      if (!allocator.hasRoom(appeal.sourceId)) continue;
      const assignment = await allocator.assign(appeal);
      if (assignment.operatorId === null) continue;
      assignTo(tx, ctx, appeal, assignment.operatorId, assignment);
      served += 1;
    }
    const open = waiting.length < batch ? [] : sourceIds.filter((sourceId) => allocator.hasRoom(sourceId));
    waiting = open.length > 0 ? await listWaiting(tx, open, { but: seen, openTo: only }, batch) : [];
  }
  await allocator.save();
  return served;
}

function assignTo(
  tx: Tx,
  ctx: Ctx,
  before: AppealRow,
  operatorId: number,
  { operatorName, receipt }: Assignment,
): void {
  const given = { status: "active", operatorId, assignedAt: new Date(receipt.at) } as const;
  const updating = tx
    .update(appeals)
    .set({ ...given, receipt, updatedAt: sql`now()` })
    .where(eq(appeals.id, before.id));
  unawaitedIn(
    tx,
    updating.then(() => undefined),
  );
  record(tx, ctx, "appeal.assigned", appealChange({ before, after: { ...before, ...given, operatorName } }));
}
