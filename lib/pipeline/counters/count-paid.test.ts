import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { DAY, SECOND } from "#lib/core/clock.ts";
import type { Money } from "#lib/core/currencies.ts";
import { within } from "#lib/core/period.ts";
import { read } from "#lib/core/transact.ts";
import { scatteredLeads } from "#testing/scattered-leads.ts";
import { countPaid } from "./count-paid.ts";
import { rollUpCounters } from "./roll-up-counters.ts";
import { WEEK_SECONDS } from "./rules.ts";

const WEEK = WEEK_SECONDS * SECOND;
const SALES = 400;

const thisWeek = Math.floor(Date.now() / WEEK) * WEEK;
const at = (milliseconds: number) => sql`(${new Date(milliseconds).toISOString()}::timestamptz)`;
const between = (from: number, to: number) => ({ from: at(from), to: at(to) });

/** Whole weeks, parts of one week, parts of two, an empty period, and periods of any two moments. */
const PERIODS = [
  between(thisWeek - 3 * WEEK, thisWeek),
  between(thisWeek - 3 * WEEK, thisWeek - 3 * WEEK + DAY),
  between(thisWeek - 3 * WEEK + DAY, thisWeek - 3 * WEEK + 3 * DAY),
  between(thisWeek - 2 * WEEK - DAY, thisWeek - 2 * WEEK + DAY),
  between(thisWeek - WEEK, thisWeek - WEEK),
  between(thisWeek + WEEK, thisWeek + 2 * WEEK),
  { from: sql`(now() - interval '30 days')`, to: sql`(now())` },
  ...Array.from({ length: 30 }, () => {
    const [from = 0, to = 0] = [Math.random(), Math.random()]
      .sort()
      .map((share) => Date.now() - share * 100 * DAY);
    return between(Math.min(from, to), Math.max(from, to));
  }),
];

test("sums what was paid in any period, by currency, before and after the counters are added up", async () => {
  const { workspace } = await scatteredLeads(SALES);
  const { manager, workspaceId } = workspace;
  const change = (statement: SQL) => withWorkspace({ workspaceId }, (tx) => tx.execute(statement));
  const assertSums = () =>
    read(manager, async (tx) => {
      for (const period of PERIODS) {
        const { rows } = await tx.execute<Money>(sql`
          select currency, sum(amount)::float8 as amount from sales
          where stage = 'paid' and amount is not null and ${within(sql`stage_changed_at`, period)}
          group by currency order by currency`);
        expect(await countPaid(tx, period)).toEqual(rows);
      }
    });
  await change(sql`
    insert into sales (workspace_id, lead_id, stage, rank, amount, currency, stage_changed_at)
    select ${workspaceId}, id, case when id % 5 = 0 then 'kyc' else 'paid' end, 'a0',
      case when id % 7 > 0 then (random() * 1000)::int end, (array['UAH', 'USD', 'EUR'])[1 + id % 3],
      now() - random() * 100 * interval '1 day'
    from leads`);
  await assertSums();
  await rollUpCounters(workspaceId);
  await assertSums();
  await change(sql`update sales set amount = 1, currency = 'PLN' where id % 11 = 0`);
  await change(sql`update sales set stage = 'agreement' where id % 13 = 0`);
  await assertSums();
});
