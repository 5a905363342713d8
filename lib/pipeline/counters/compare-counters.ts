import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { funnelCounters, leadDeltas, saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { leadsAsDeltas, salesAsDeltas } from "./queries.ts";
import { funnelCells, stageCells } from "./roll-up-counters.ts";

/** How many cells the counters have, how many differ from a full recount, and how many deltas are pending. */
export type Comparison = { cells: number; wrong: number; waiting: number };

/**
 * Recounts every lead and sale of the workspace and compares with counters and deltas, in one statement. It is slow
 * in large workspaces.
 */
export async function compareCounters(tx: Tx): Promise<Comparison> {
  await tx.execute(sql`set local statement_timeout = '10min'`);
  const both = (kept: SQL, cells: (leads: SQL, sales: SQL) => SQL, keys: SQL, figures: string[]) => {
    const sums = figures.map((name) => `coalesce(sum(${name}), 0) as ${name}`).join(", ");
    const minus = figures.map((name) => `-${name}`).join(", ");
    const wrong = figures.map((name) => `${name} <> 0`).join(" or ");
    return sql`(select count(*)::int as cells, count(*) filter (where ${sql.raw(wrong)})::int as wrong from (
      select ${keys}, ${sql.raw(sums)} from (
        select ${keys}, ${sql.raw(figures.join(", "))} from ${kept}
        union all select * from (${cells(sql`${leadDeltas}`, sql`${saleDeltas}`)}) as waiting
        union all select ${keys}, ${sql.raw(minus)} from (${cells(sql`lead_rows`, sql`sale_rows`)}) as anew) as cell
      group by ${keys}) as compared)`;
  };
  const columns = both(
    sql`${stageCounters}`,
    stageCells,
    sql`board, source_id, owner_id, stage, week, currency`,
    ["count", "valued", "value"],
  );
  const funnel = both(
    sql`${funnelCounters}`,
    funnelCells,
    sql`source_id, level, block, step, bucket, is_lost, reason`,
    ["count"],
  );
  const { rows } = await tx.execute<Comparison>(sql`
    with lead_rows as materialized ${leadsAsDeltas}, sale_rows as materialized ${salesAsDeltas}
    select columns.cells + funnel.cells as cells, columns.wrong + funnel.wrong as wrong,
      ((select count(*) from ${leadDeltas}) + (select count(*) from ${saleDeltas}))::int as waiting
    from ${columns} as columns, ${funnel} as funnel`);
  return rows[0] ?? { cells: 0, wrong: 0, waiting: 0 };
}
