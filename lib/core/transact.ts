import { readWorkspaceAtOnce, type Tx, withWorkspace } from "#db/client.ts";
import { notifyFeed } from "#db/listen.ts";
import type { Ctx } from "./ctx.ts";

/** Transactions that a door opened around a verb, so that its answer is stored with the change. */
const joined = new WeakMap<Ctx, Tx>();

/**
 * Runs `work` in one transaction of the caller's workspace and tells the change feed afterwards.
 * Inside `transactAround` it joins the transaction that is open for this ctx.
 */
export async function transact<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  if (open) return work(open);
  const result = await withWorkspace(ctx, work);
  notifyFeed();
  return result;
}

/** Whether a transaction is open for this ctx, which `transact` would join. */
export const isInTransaction = (ctx: Ctx): boolean => joined.has(ctx);

/** Opens one transaction that every `transact` of this ctx inside `work` takes part in. */
export async function transactAround<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  if (open) return work(open);
  const result = await withWorkspace(ctx, async (tx) => {
    joined.set(ctx, tx);
    try {
      return await work(tx);
    } finally {
      joined.delete(ctx);
    }
  });
  notifyFeed();
  return result;
}

/** A transaction that only reads. */
export function read<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  return open ? work(open) : withWorkspace(ctx, work);
}

/**
 * The same, cheaper, for `work` that sends all its statements before it waits for an answer.
 * @throws TransactionOver for a statement that comes later
 */
export function readAtOnce<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  return open ? work(open) : readWorkspaceAtOnce(ctx, work);
}
