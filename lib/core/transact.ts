import { readWorkspace, readWorkspaceAtOnce, type Tx, withWorkspace } from "#db/client.ts";
import { poolSize } from "#db/config.ts";
import { notifyFeed } from "#db/listen.ts";
import type { Ctx } from "./ctx.ts";
import { emptyQueue, FairQueue, type QueueState } from "./fair-queue.ts";
import { BATCH_SHARES, connectionShares, READ_TIMEOUT, REPORT_SHARES } from "./limits.ts";
import { noteBegin, noteCommit } from "./saved-changes.ts";
import { callerOf } from "./slots.ts";

/**
 * Open transactions by ctx. An entry point opens one around a verb, so that the stored answer commits with the
 * change.
 */
const openTransactions = new WeakMap<Ctx, Tx>();

// Next bundles this module more than once. All copies use the same queues, because there is one pool, and each throws
// the errors of its own bundle, because `instanceof` does not match classes of another bundle.
const globals = globalThis as typeof globalThis & {
  leadlineQueues?: Record<"connections" | "reports" | "batches", QueueState>;
};

let queues: Record<"connections" | "reports" | "batches", FairQueue> | undefined;

function shares() {
  globals.leadlineQueues ??= { connections: emptyQueue(), reports: emptyQueue(), batches: emptyQueue() };
  queues ??= {
    connections: new FairQueue(connectionShares(poolSize()), globals.leadlineQueues.connections),
    reports: new FairQueue(REPORT_SHARES, globals.leadlineQueues.reports),
    batches: new FairQueue(BATCH_SHARES, globals.leadlineQueues.batches),
  };
  return queues;
}

const isJob = ({ actor }: Ctx) => actor.kind === "job";

/**
 * Runs `work`, which takes one connection of the pool, within the share of the caller and the workspace. Leadline's
 * own jobs have no share: there are few of them, and no request can start more.
 * @throws TooManyRequests
 */
export function runInShare<Result>(ctx: Ctx, work: () => Promise<Result>): Promise<Result> {
  if (isJob(ctx)) return work();
  return shares().connections.run({ group: ctx.workspaceId, caller: callerOf(ctx) }, work);
}

/** How many transactions of callers run in this process, and how many wait for their turn. */
export const shareState = (): FairQueue["state"] => shares().connections.state;

/** Commits a transaction of its own and notes which requests changed something in it. */
async function commit<Result>(
  workspace: Pick<Ctx, "workspaceId">,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  let committed: Tx | undefined;
  const result = await withWorkspace(workspace, (tx) => {
    committed = tx;
    noteBegin(tx);
    return work(tx);
  });
  if (committed) noteCommit(committed);
  notifyFeed();
  return result;
}

/**
 * Runs `work` in one transaction of the caller's workspace and tells the change feed afterwards.
 * Inside `transactAround` it joins the transaction that is open for this ctx.
 */
export async function transact<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = openTransactions.get(ctx);
  if (open) return work(open);
  return runInShare(ctx, () => commit(ctx, work));
}

/**
 * The same without a share, for records that Leadline writes about a caller: a caller who has used up their share
 * must not be able to prevent them. Only for work that runs one piece at a time (`runInBackground`).
 */
export async function transactOutsideShares<Result>(
  ctx: Ctx,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const result = await withWorkspace(ctx, work);
  notifyFeed();
  return result;
}

/**
 * Runs `work`, a call that joins a batch, within the share of its caller. The transaction of the batch has a share of
 * its own (`transactBatch`), so that no caller's call waits for the share of another.
 * @throws TooManyRequests
 */
export function runInBatchShare<Result>(ctx: Ctx, work: () => Promise<Result>): Promise<Result> {
  if (isJob(ctx)) return work();
  return shares().batches.run({ group: ctx.workspaceId, caller: callerOf(ctx) }, work);
}

/**
 * Runs `work` for several callers in one transaction. The batches of a workspace share connections as one caller does.
 * @throws TooManyRequests
 */
export async function transactBatch<Result>(
  workspaceId: number,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const batches = { group: workspaceId, caller: `${workspaceId}:batches` };
  return shares().connections.run(batches, () => commit({ workspaceId }, work));
}

/** Whether a transaction is open for this ctx, which `transact` would join. */
export const isInTransaction = (ctx: Ctx): boolean => openTransactions.has(ctx);

/** Opens one transaction that every `transact` of this ctx inside `work` takes part in. */
export async function transactAround<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = openTransactions.get(ctx);
  if (open) return work(open);
  return runInShare(ctx, () =>
    commit(ctx, async (tx) => {
      openTransactions.set(ctx, tx);
      try {
        return await work(tx);
      } finally {
        openTransactions.delete(ctx);
      }
    }),
  );
}

const readTimeout = (ctx: Ctx) => (isJob(ctx) ? undefined : READ_TIMEOUT);

/** A READ ONLY transaction, or the open one of this ctx. Each statement may take READ_TIMEOUT, in a job longer. */
export function read<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = openTransactions.get(ctx);
  return open ? work(open) : runInShare(ctx, () => readWorkspace(ctx, work, readTimeout(ctx)));
}

/**
 * The same, cheaper, for `work` that sends all its statements before it waits for an answer.
 * @throws TransactionOver for a statement that comes later
 */
export function readAtOnce<Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const open = openTransactions.get(ctx);
  return open ? work(open) : runInShare(ctx, () => readWorkspaceAtOnce(ctx, work, readTimeout(ctx)));
}

/**
 * Runs `work`, which makes a report or computes for long, within a limit on how many of those run at once. It takes
 * no connection by itself. Jobs are not limited, and neither is a caller whose transaction is open: waiting with an
 * open connection could deadlock with those who run and need one.
 * @throws TooManyRequests
 */
export function runInReportShare<Result>(ctx: Ctx, work: () => Promise<Result>): Promise<Result> {
  if (isJob(ctx) || openTransactions.has(ctx)) return work();
  return shares().reports.run({ group: ctx.workspaceId, caller: callerOf(ctx) }, work);
}

/** The same as `read` for queries that read many rows, such as reports. */
export const readReport = <Result>(ctx: Ctx, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  runInReportShare(ctx, () => read(ctx, work));
