import type { Tx } from "#db/client.ts";
import type { Ctx } from "./ctx.ts";

// Remembers which requests have committed a change. A failure after the commit, such as of the response, must not say
// that nothing was changed, or the caller would send the same request again.

const changingIn = new WeakMap<Tx, Set<Ctx>>();
const saved = new WeakSet<Ctx>();

/** Notes that a transaction begins. Transactions of one connection share a `Tx`, also one that was rolled back. */
export function noteBegin(tx: Tx): void {
  changingIn.delete(tx);
}

/** Notes that a transaction makes changes of these requests. */
export function noteChanges(tx: Tx, requests: readonly Ctx[]): void {
  const changing = changingIn.get(tx) ?? new Set();
  for (const ctx of requests) changing.add(ctx);
  changingIn.set(tx, changing);
}

/** Whether an open transaction contains changes of this request. */
export const isChanging = (tx: Tx, ctx: Ctx): boolean => changingIn.get(tx)?.has(ctx) ?? false;

/** Notes that a transaction has committed. */
export function noteCommit(tx: Tx): void {
  for (const ctx of changingIn.get(tx) ?? []) saved.add(ctx);
}

/** Whether a change of this request has been committed. */
export const hasSaved = (ctx: Ctx): boolean => saved.has(ctx);
