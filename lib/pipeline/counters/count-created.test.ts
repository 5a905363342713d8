import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { DAY } from "#lib/core/clock.ts";
import { boundsOf } from "#lib/core/period.ts";
import { read } from "#lib/core/transact.ts";
import { reportPeriod } from "#lib/insight/dashboard/report-period.ts";
import { funnelOfFacts, medianHours } from "#lib/pipeline/funnel/count-funnel.ts";
import { funnelFactsFromCounters, funnelFromLeads } from "#lib/pipeline/funnel/queries.ts";
import type { FunnelQuery } from "#lib/pipeline/funnel/schema.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { changeAtRandom } from "#testing/random-moves.ts";
import { type ScatteredLeads, scatteredLeads } from "#testing/scattered-leads.ts";
import { newUser } from "#testing/workspace.ts";
import { countCreated } from "./count-created.ts";
import { rollUpCounters } from "./roll-up-counters.ts";
import { FIRST_REPLY } from "./rules.ts";

const CHANGES = 500;

let scattered: ScatteredLeads;

const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

async function changeSome(count: number): Promise<void> {
  const { workspace, leadIds, ownerIds } = scattered;
  for (let change = 0; change < count; change += 1)
    await changeAtRandom(workspace.manager, leadIds, ownerIds);
}

beforeAll(async () => {
  scattered = await scatteredLeads(300);
  await changeSome(CHANGES);
}, 60_000);

const PERIODS: FunnelQuery[] = [
  { mode: "snapshot" },
  { mode: "cohort", from: "2000-01-01" },
  { mode: "cohort" },
  { mode: "cohort", from: ago(400) },
  { mode: "cohort", from: "2000-01-01", source: "partner" },
  { mode: "cohort", from: "2000-01-01", to: ago(100.4) },
  {
    mode: "cohort",
    from: ago(90.3),
    to: ago(90.1),
  },
];

test.each(PERIODS)("the funnel from the counters equals the one from the leads: %o", async (query) => {
  const { manager } = scattered.workspace;
  const { counted, lookedUp } = await read(manager, async (tx) => {
    const { timeZone } = await getSettings(tx);
    return {
      counted: funnelOfFacts(await funnelFactsFromCounters(tx, query, timeZone)),
      lookedUp: await funnelFromLeads(tx, manager, query, timeZone),
    };
  });
  const withoutMedians = (funnel: typeof counted) => funnel.map(({ median_hours: _, ...step }) => step);
  expect(withoutMedians(counted)).toEqual(withoutMedians(lookedUp));
  for (const [step, { median_hours: hours }] of lookedUp.entries())
    expect(counted[step]?.median_hours === null).toBe(hours === null);
});

test("both funnels are equal between any two times, for all sources and for one, before and after the roll-up", async () => {
  const { manager, workspaceId } = scattered.workspace;
  const { rows: created } = await read(manager, (tx) =>
    tx.execute<{ at: number }>(
      sql`select date_part('epoch', created_at)::float8 * 1000 as at from leads order by id`,
    ),
  );
  // Half an hour from a lead's creation, so that the lead lies between the end of the period and that of a block.
  const beside = (place: number) => (created[place]?.at ?? 0) + (place % 2 === 0 ? 1_800_000 : -1_800_000);
  const queries = Array.from({ length: 60 }, (_, place): FunnelQuery => {
    const [from = 0, to = 0] = [beside(place * 4), beside(place * 4 + 1 + (place % 3))].sort(
      (one, other) => one - other,
    );
    const source = place % 3 === 0 ? { source: "partner" } : {};
    return { mode: "cohort", from: new Date(from).toISOString(), to: new Date(to).toISOString(), ...source };
  });
  const expectAll = () =>
    read(manager, async (tx) => {
      const { timeZone } = await getSettings(tx);
      for (const query of [...queries, { mode: "cohort", from: ago(3), to: ago(5) } as const]) {
        const counted = funnelOfFacts(await funnelFactsFromCounters(tx, query, timeZone));
        const lookedUp = await funnelFromLeads(tx, manager, query, timeZone);
        expect(counted.map(({ reached, lost }) => [reached, lost])).toEqual(
          lookedUp.map(({ reached, lost }) => [reached, lost]),
        );
      }
    });
  await rollUpCounters(workspaceId);
  await changeSome(30);
  await expectAll();
  await rollUpCounters(workspaceId);
  await expectAll();
});

test("the outcomes of a period's leads are the same from the counters and from the rows", async () => {
  const { manager, job } = scattered.workspace;
  // Everything belongs to one person, for whom the counters are not used.
  const owner = await newUser(job, "operator");
  const { operatorId } = operatorOf(owner);
  const { rows } = await read(manager, (tx) =>
    tx.execute<{ id: number }>(sql`select id::int as id from leads`),
  );
  for (const { id } of rows) await assignLead(manager, id, { operator_id: operatorId });
  for (const query of [
    {},
    { from: ago(300.2) },
    { from: ago(300.2), to: ago(40.7) },
    { from: ago(400), source: "partner" },
  ]) {
    const counted = await read(manager, (tx) => reportPeriod(tx, manager, query));
    expect(counted).toEqual(await read(owner, (tx) => reportPeriod(tx, owner, query)));
    expect(counted.sources.length).toBe("source" in query ? 1 : 3);
  }
  const [facts, exact] = await read(manager, async (tx) => {
    const period = boundsOf({ from: ago(400) }, "Europe/Kyiv");
    return [
      await countCreated(tx, "progress and replies", period, {}),
      await reportPeriod(tx, manager, { from: ago(400) }),
    ];
  });
  const replies = facts.filter(({ step }) => step === FIRST_REPLY);
  expect(replies.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(10);
  const ratio = ((medianHours(replies) ?? 0) * 60) / (exact.period.first_reply_minutes.now ?? 0);
  expect(ratio).toBeGreaterThan(1 / 1.5);
  expect(ratio).toBeLessThan(1.5);
});
