import type { Tx } from "#db/client.ts";
import type { Ctx } from "./ctx.ts";

// What a request has changed for good. A failure that comes later, such as of the answer, must not say that nothing
// was changed: its caller would send the same again.

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

/** Whether a transaction that is open makes changes of this request. */
export const isChanging = (tx: Tx, ctx: Ctx): boolean => changingIn.get(tx)?.has(ctx) ?? false;

/** Notes that a transaction has committed. */
export function noteCommit(tx: Tx): void {
  for (const ctx of changingIn.get(tx) ?? []) saved.add(ctx);
}

/** Whether a change of this request has been committed. */
export const hasSaved = (ctx: Ctx): boolean => saved.has(ctx);
