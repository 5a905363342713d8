import { sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { sales } from "#db/schema/sales.ts";
import type { Money } from "#lib/core/currencies.ts";
import { type Bounds, within } from "#lib/core/period.ts";
import { epoch, raw, stageFacts } from "./queries.ts";
import { EVERY, WEEK_SECONDS } from "./rules.ts";

/**
 * The amounts paid in a period by all leads, one for each currency: the weeks within it from the counters, and the
 * sales of the parts of weeks at both ends one by one.
 */
export function countPaid(tx: Tx, { from, to }: Bounds): Promise<Money[]> {
  const week = sql`${raw(WEEK_SECONDS)}::float8`;
  const first = sql`ceil(${epoch(from)} / ${week})::int`;
  const last = sql`floor(${epoch(to)} / ${week})::int`;
  const isWithin = sql`stage = 'paid' and week >= ${first} and week < ${last}`;
  const isAtEnd = (end: Bounds) =>
    sql`stage = 'paid' and amount is not null and ${within(sql`stage_changed_at`, end)}`;
  const firstEnd = { from, to: sql`least(${to}, to_timestamp(${first} * ${week}))` };
  // Begins no earlier than the first end stops, also where no whole week lies between them.
  const lastEnd = { from: sql`to_timestamp(greatest(${first}, ${last}) * ${week})`, to };
  return executeOnce<Money>(
    tx,
    sql`
    select currency, sum(value)::float8 as amount from (
      select currency, valued, value from ${stageCounters}
      where board = 'sales' and source_id = ${raw(EVERY.source)} and owner_id = ${raw(EVERY.owner)} and ${isWithin}
      union all
      select currency, valued, value from (${stageFacts("sales", sql`${saleDeltas}`)}) as fact where ${isWithin}
      union all
      select currency, 1, amount from ${sales} where ${isAtEnd(firstEnd)}
      union all
      select currency, 1, amount from ${sales} where ${isAtEnd(lastEnd)}) as paid
    group by currency having sum(valued) > 0 order by currency`,
  );
}
