import { readWorkspace, readWorkspaceAtOnce, type Tx, withWorkspace } from "#db/client.ts";
import { poolSize } from "#db/config.ts";
import { notifyFeed } from "#db/listen.ts";
import type { Ctx } from "./ctx.ts";
import { emptyQueue, FairQueue, type QueueState } from "./fair-queue.ts";
import { connectionShares, READ_TIMEOUT, REPORT_SHARES } from "./limits.ts";
import { callerOf } from "./slots.ts";

/** Transactions that a door opened around a verb, so that its answer is stored with the change. */
const joined = new WeakMap<Ctx, Tx>();

// Next bundles this module more than once. All copies wait in the same queues, because there is one pool, and each
// throws the errors of its own bundle, because `instanceof` does not know those of another.
const globals = globalThis as typeof globalThis & {
  leadlineQueues?: Record<"connections" | "reports", QueueState>;
};

let queues: Record<"connections" | "reports", FairQueue> | undefined;

function shares() {
  globals.leadlineQueues ??= { connections: emptyQueue(), reports: emptyQueue() };
  queues ??= {
    connections: new FairQueue(connectionShares(poolSize()), globals.leadlineQueues.connections),
    reports: new FairQueue(REPORT_SHARES, globals.leadlineQueues.reports),
  };
  return queues;
}

const isJob = ({ actor }: Ctx) => actor.kind === "job";

/**
 * Runs `work`, which takes one connection of the pool, within the share of the caller and the workspace. Leadline's
 * own jobs have no share to keep to: there are few of them, and no caller can start more.
 * @throws TooManyRequests
 */
export function inShare<Result>(ctx: Ctx, work: () => Promise<Result>): Promise<Result> {
  if (isJob(ctx)) return work();
  return shares().connections.run({ group: ctx.workspaceId, caller: callerOf(ctx) }, work);
}

/** Transactions of callers that run in this process, and that wait for their turn. */
export const shareState = (): FairQueue["state"] => shares().connections.state;

/**
 * Runs `work` in one transaction of the caller's workspace and tells the change feed afterwards.
 * Inside `transactAround` it joins the transaction that is open for this ctx.
 */
export async function transact<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  if (open) return work(open);
  const result = await inShare(ctx, () => withWorkspace(ctx, work));
  notifyFeed();
  return result;
}

/** Whether a transaction is open for this ctx, which `transact` would join. */
export const isInTransaction = (ctx: Ctx): boolean => joined.has(ctx);

/** Opens one transaction that every `transact` of this ctx inside `work` takes part in. */
export async function transactAround<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  if (open) return work(open);
  const result = await inShare(ctx, () =>
    withWorkspace(ctx, async (tx) => {
      joined.set(ctx, tx);
      try {
        return await work(tx);
      } finally {
        joined.delete(ctx);
      }
    }),
  );
  notifyFeed();
  return result;
}

const readTimeout = (ctx: Ctx) => (isJob(ctx) ? undefined : READ_TIMEOUT);

/** A transaction that only reads, each statement for at most READ_TIMEOUT; a job's may take longer. */
export function read<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  return open ? work(open) : inShare(ctx, () => readWorkspace(ctx, work, readTimeout(ctx)));
}

/**
 * The same, cheaper, for `work` that sends all its statements before it waits for an answer.
 * @throws TransactionOver for a statement that comes later
 */
export function readAtOnce<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = joined.get(ctx);
  return open ? work(open) : inShare(ctx, () => readWorkspaceAtOnce(ctx, work, readTimeout(ctx)));
}

/** The same as `read` for what looks at much, such as a period: few of them run at once, so that they leave room. */
export function readReport<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  // Work that holds a connection may not wait for a turn: what is before it may be waiting for that connection.
  if (isJob(ctx) || joined.has(ctx)) return read(ctx, work);
  return shares().reports.run({ group: ctx.workspaceId, caller: callerOf(ctx) }, () => read(ctx, work));
}
