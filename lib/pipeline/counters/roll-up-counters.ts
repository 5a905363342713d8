import { type SQL, sql } from "drizzle-orm";
import { type Tx, withRole, withWorkspace } from "#db/client.ts";
import { funnelCounters, leadDeltas, saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { createdFacts, raw, stageFacts } from "./queries.ts";
import { BLOCK_GROWTH, EVER, EVERY, FINEST, LEVELS } from "./rules.ts";

/**
 * Deltas that one transaction adds up. Large batches update each counter fewer times, which matters for the first
 * roll-up of an older installation.
 */
const MAX_DELTAS = 250_000;
/** For a full batch; the deltas of a second take milliseconds. */
const STATEMENT_TIMEOUT = "10min";
/** Key of the advisory lock that keeps two workers from rolling up the same workspace. Any number will do. */
const ADVISORY_LOCK = 7_305_212;

/** The workspaces that have deltas. */
export async function listWorkspacesToRollUp(): Promise<number[]> {
  const { rows } = await withRole("leadline_jobs", (tx) =>
    tx.execute<{ id: string }>(
      sql`select workspace_id as id from ${leadDeltas} union select workspace_id from ${saleDeltas}`,
    ),
  );
  return rows.map(({ id }) => Number(id));
}

/**
 * Adds the deltas of a workspace to its counters and deletes them, in one statement, so that a concurrent read sees
 * either the state before or the state after. Does nothing while another worker does the same. It records no event,
 * because it changes only bookkeeping.
 * @returns how many deltas were added up
 */
export async function rollUpCounters(workspaceId: number): Promise<number> {
  let sum = 0;
  for (let last = MAX_DELTAS; last >= MAX_DELTAS; sum += last) {
    last = await withWorkspace({ workspaceId }, (tx) => rollUpSome(tx, workspaceId));
  }
  return sum;
}

/** Whether this transaction got the lock on the workspace's counters. */
async function tryLockCounters(tx: Tx, workspaceId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${ADVISORY_LOCK}::int, ${workspaceId}::int) as taken`,
  );
  return rows[0]?.taken ?? false;
}

async function rollUpSome(tx: Tx, workspaceId: number): Promise<number> {
  if (!(await tryLockCounters(tx, workspaceId))) return 0;
  await tx.execute(
    sql.raw(`set local work_mem = '128MB'; set local statement_timeout = '${STATEMENT_TIMEOUT}'`),
  );
  const taken = (deltas: typeof leadDeltas | typeof saleDeltas) => sql`
    delete from ${deltas} where id <= (
      select max(id) from (select id from ${deltas} order by id limit ${MAX_DELTAS}) as oldest) returning *`;
  const { rows } = await tx.execute<{ count: number }>(sql`
    with lead_rows as (${taken(leadDeltas)}), sale_rows as (${taken(saleDeltas)}),
    counted_stages as (
      insert into ${stageCounters} (workspace_id, board, source_id, owner_id, stage, week, currency, count, valued, value)
      select ${workspaceId}, stage_cells.* from (${stageCells(sql`lead_rows`, sql`sale_rows`)}) as stage_cells
      order by source_id, owner_id, board, stage, week, currency
      on conflict on constraint stage_counters_pk do update set count = stage_counters.count + excluded.count,
        valued = stage_counters.valued + excluded.valued, value = stage_counters.value + excluded.value),
    counted_funnel as (
      insert into ${funnelCounters} (workspace_id, source_id, level, block, step, bucket, is_lost, reason, count)
      select ${workspaceId}, funnel_cells.* from (${funnelCells(sql`lead_rows`, sql`sale_rows`)}) as funnel_cells
      order by source_id, level, block, step, bucket
      on conflict on constraint funnel_counters_pk do update set count = funnel_counters.count + excluded.count)
    select greatest((select count(*) from lead_rows), (select count(*) from sale_rows))::int as count`);
  return rows[0]?.count ?? 0;
}

/** What rows like deltas add to the counters of columns: for all sources and owners together, and for each. */
export const stageCells = (leadRows: SQL, saleRows: SQL) => sql`
  select board, coalesce(source_id, ${raw(EVERY.source)}) as source_id, coalesce(owner_id, ${raw(EVERY.owner)}) as owner_id,
    stage, week, currency, sum(n)::int as count, sum(valued)::int as valued, sum(value) as value
  from (${stageFacts("leads", leadRows)} union all ${stageFacts("sales", saleRows)}) as fact
  group by board, stage, week, currency, grouping sets ((), (source_id), (owner_id), (source_id, owner_id))
  having sum(n) <> 0 or sum(valued) <> 0 or sum(value) <> 0`;

/** What they add to the counters of the funnel, for blocks of every size. */
export const funnelCells = (leadRows: SQL, saleRows: SQL) => sql`
  select coalesce(source_id, ${raw(EVERY.source)}) as source_id, level, block, step, bucket, is_lost, reason, sum(n)::int as count
  from (
    select source_id, level, floor(quarter / power(${raw(BLOCK_GROWTH)}, level))::int as block, step, bucket, is_lost, reason, n
    from (
      select source_id, quarter, step, bucket, is_lost, reason, sum(n) as n
      from (${createdFacts(leadRows, saleRows)}) as fact
      group by source_id, quarter, step, bucket, is_lost, reason) as quarters
      cross join unnest(array[${sql.raw([...LEVELS, EVER].join(", "))}]::smallint[]) as level) as blocks
  group by level, block, step, bucket, is_lost, reason, grouping sets ((), (source_id))
  having sum(n) <> 0 and (grouping(source_id) = 1 or level >= ${raw(FINEST.oneSource)})`;

/**
 * Deletes the counters that are zero.
 * @returns how many there were
 */
export function deleteEmptyCounters(workspaceId: number): Promise<number> {
  return withWorkspace({ workspaceId }, async (tx) => {
    if (!(await tryLockCounters(tx, workspaceId))) return 0;
    const columns = await tx.execute(
      sql`delete from ${stageCounters} where count = 0 and valued = 0 and value = 0`,
    );
    const funnel = await tx.execute(sql`delete from ${funnelCounters} where count = 0`);
    return (columns.rowCount ?? 0) + (funnel.rowCount ?? 0);
  });
}
