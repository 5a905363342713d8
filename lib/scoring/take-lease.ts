import { and, eq, lt, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { scoringBudgets } from "#db/schema/scoring-budgets.ts";
import { scoringLeases } from "#db/schema/scoring-leases.ts";
import { clock, MINUTE, SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Unavailable } from "#lib/core/errors.ts";

/** Seconds after which a lease expires, because its process must have died; longer than any call. */
const LEASE_SECONDS = 15;

/** The right to call a provider for a lead; `until` distinguishes it from other leases of the lead. */
export type Lease = { leadId: number; until: Date };

const isLease = ({ leadId, until }: Lease) =>
  and(eq(scoringLeases.leadId, leadId), eq(scoringLeases.until, until));

/**
 * Takes the lease for a call.
 * @param began when the request began. A request that waited for a failed call fails too; otherwise all that waited
 * would call a provider that is down, one after another
 * @returns undefined when another request holds the lease
 * @throws Unavailable when the call that the caller waited for failed
 */
export async function takeLease(tx: Tx, ctx: Ctx, leadId: number, began: Date): Promise<Lease | undefined> {
  const until = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;
  const [taken] = await tx
    .insert(scoringLeases)
    .values({ workspaceId: ctx.workspaceId, leadId, until })
    .onConflictDoUpdate({
      target: [scoringLeases.workspaceId, scoringLeases.leadId],
      set: { until, failedAt: null },
      setWhere: or(lt(scoringLeases.until, sql`now()`), lt(scoringLeases.failedAt, began)),
    })
    .returning({ leadId: scoringLeases.leadId, until: scoringLeases.until });
  if (taken) return taken;
  const [held] = await tx
    .select({ failedAt: scoringLeases.failedAt })
    .from(scoringLeases)
    .where(eq(scoringLeases.leadId, leadId));
  if (held?.failedAt) throw new Unavailable("ai_unavailable", "AI service unavailable");
  return undefined;
}

/** Releases the lease after the answer was stored. */
export async function endLease(tx: Tx, lease: Lease): Promise<void> {
  await tx.delete(scoringLeases).where(isLease(lease));
}

/** Releases the lease without an answer, which fails the requests that wait. */
export async function failLease(tx: Tx, lease: Lease): Promise<void> {
  await tx.update(scoringLeases).set({ failedAt: clock.now() }).where(isLease(lease));
}

/**
 * Counts one call against the workspace's budget of this minute, over all processes.
 * @param budget calls per minute
 * @throws Unavailable (503) with the seconds until the next minute when it is used up
 */
export async function spendCall(tx: Tx, ctx: Ctx, budget: number): Promise<void> {
  const minute = sql`date_trunc('minute', now())`;
  const spent = await tx
    .insert(scoringBudgets)
    .values({ workspaceId: ctx.workspaceId, minute, calls: 1 })
    .onConflictDoUpdate({
      target: scoringBudgets.workspaceId,
      set: {
        minute,
        calls: sql`case when ${scoringBudgets.minute} < ${minute} then 1 else ${scoringBudgets.calls} + 1 end`,
      },
      setWhere: or(lt(scoringBudgets.minute, minute), lt(scoringBudgets.calls, budget)),
    })
    .returning({ calls: scoringBudgets.calls });
  if (spent.length > 0) return;
  const seconds = Math.ceil((MINUTE - (clock.now().getTime() % MINUTE)) / SECOND);
  throw new Unavailable(
    "ai_budget_exhausted",
    "The workspace has used up its AI calls of this minute. Nothing was changed",
    seconds,
  );
}
