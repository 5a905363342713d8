import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { OUTCOME_DAYS } from "./schema.ts";

/** Seconds after which a loss is final; it can be undone for ten seconds. */
const SETTLED_AFTER = 60;

/** Assessments settled by one statement, so that the first run in an old workspace does not exceed the time-out. */
const MAX_PER_BATCH = 20_000;

/**
 * Sets the outcome of each open assessment once it is known. Paid within 90 days of the score is won; a lost lead or
 * sale, or 90 days without payment, is lost. An open lead within its 90 days has no outcome yet, and neither has a
 * score that was given after the outcome, because it predicted nothing. It records no event, because it follows from
 * stages that are in the log already, and a second run changes nothing.
 * @returns how many were settled
 */
export async function settleOutcomes(tx: Tx, ctx: Ctx): Promise<number> {
  await lockLearning(tx, ctx);
  let settled = 0;
  for (;;) {
    const count = await settleSome(tx, ctx);
    settled += count;
    if (count < MAX_PER_BATCH) return settled;
  }
}

async function settleSome(tx: Tx, { workspaceId }: Ctx): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    update assessments set outcome = decided.outcome, outcome_at = decided.at
    from (
      select open.id, ending.outcome, ending.at
      from assessments as open
      join leads on leads.workspace_id = open.workspace_id and leads.id = open.lead_id
      left join sales on sales.workspace_id = leads.workspace_id and sales.lead_id = leads.id
      cross join lateral (
        select case when sales.stage = 'paid' then 'won' else 'lost' end as outcome,
          coalesce(sales.stage_changed_at, leads.stage_changed_at) as at
        where sales.stage in ('paid', 'lost') or leads.stage = 'lost'
        union all
        select 'lost', open.created_at + make_interval(days => ${OUTCOME_DAYS})
        order by at limit 1
      ) as ending
      where open.outcome is null and ending.at > open.created_at
        and ending.at < now() - make_interval(secs => ${SETTLED_AFTER})
      limit ${MAX_PER_BATCH}
    ) as decided
    where assessments.workspace_id = ${workspaceId} and assessments.id = decided.id`);
  return rowCount ?? 0;
}

/** Lets one transaction at a time settle outcomes or change the champion of a workspace. */
export async function lockLearning(tx: Tx, { workspaceId }: Ctx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('scoring', ${workspaceId}))`);
}
