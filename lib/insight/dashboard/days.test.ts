import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { listAppeals } from "#lib/conversations/appeals/list-appeals.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { countCards } from "#lib/pipeline/board/count-cards.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { countLeads } from "#lib/pipeline/leads/queries.ts";
import { countSales, listSales } from "#lib/pipeline/sales/queries.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { newSale, newWorkspace } from "#testing/workspace.ts";
import { trend } from "./queries.ts";
import { reportPeriod } from "./report-period.ts";

const DAY = "2026-06-10";
const PAGE = { limit: 1, count: "true" } as const;

const [BEFORE, FIRST, LAST, AFTER] = [
  "2026-06-09 23:59:59.999",
  "2026-06-10 00:00",
  "2026-06-10 23:59:59.999",
  "2026-06-11 00:00",
];
/** Times in the workspace's zone. Days of another zone would contain another number of them. */
const MOMENTS = [BEFORE, FIRST, LAST, LAST, AFTER, AFTER];
const OF_DAY = 3;

/** The authors of the events at these times. */
const CLOCKMAKER = "Clockmaker";

type Counts = Record<string, (ctx: Ctx) => Promise<number | undefined | null>>;

const COUNTS: Counts = {
  "leads, listed": (ctx) =>
    read(ctx, (tx) => listLeads(tx, ctx, { created_from: DAY, created_to: DAY }, PAGE)).then(
      ({ total }) => total,
    ),
  "leads, counted": (ctx) => read(ctx, (tx) => countLeads(tx, ctx, { created_from: DAY, created_to: DAY })),
  "leads, on the board": (ctx) =>
    read(ctx, (tx) => countCards(tx, ctx, "leads", { created_from: DAY, created_to: DAY }, 9)).then(
      ({ count }) => count,
    ),
  "sales, listed": (ctx) =>
    read(ctx, (tx) => listSales(tx, ctx, { created_from: DAY, created_to: DAY }, PAGE)).then(
      ({ total }) => total,
    ),
  "sales, on the board": (ctx) =>
    read(ctx, (tx) => countCards(tx, ctx, "sales", { created_from: DAY, created_to: DAY }, 9)).then(
      ({ count }) => count,
    ),
  "sales, paid": (ctx) => read(ctx, (tx) => countSales(tx, ctx, { paid_from: DAY, paid_to: DAY })),
  "appeals that came": (ctx) =>
    read(ctx, (tx) => listAppeals(tx, ctx, { created_from: DAY, created_to: DAY }, PAGE)).then(
      ({ total }) => total,
    ),
  "appeals that were closed": (ctx) =>
    read(ctx, (tx) => listAppeals(tx, ctx, { closed_from: DAY, closed_to: DAY }, PAGE)).then(
      ({ total }) => total,
    ),
  events: (ctx) =>
    read(ctx, (tx) => listEvents(tx, ctx, { actor: CLOCKMAKER, from: DAY, to: DAY }, { limit: 9 })).then(
      ({ rows }) => rows.length,
    ),
  "the funnel": (ctx) =>
    read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: DAY, to: DAY })).then(
      ([first]) => first?.reached,
    ),
  "the trend": (ctx) => read(ctx, (tx) => trend(tx, ctx, { from: DAY, to: DAY })).then(([day]) => day?.new),
  "the figures": (ctx) =>
    read(ctx, (tx) => reportPeriod(tx, ctx, { from: DAY, to: DAY })).then(
      ({ period }) => period.new_leads.now,
    ),
};

describe.each(["Pacific/Kiritimati", "America/Los_Angeles"])("in %s", (zone) => {
  let manager: Ctx;

  beforeAll(async () => {
    const workspace = await newWorkspace();
    ({ manager } = workspace);
    await updateSettings(workspace.admin, { time_zone: zone });
    const rows: { lead: number; sale: number; appeal: number; at: string }[] = [];
    for (const at of MOMENTS) {
      const { lead, sale } = await newSale(manager);
      const { id } = await createAppeal(manager, { lead_external_id: crypto.randomUUID(), source: "manual" });
      rows.push({ lead: lead.id, sale: sale.id, appeal: id, at });
    }
    await withWorkspace(workspace, async (tx) => {
      // The leads of the appeals were created at another time.
      await tx.execute(sql`update leads set created_at = '2020-01-01'`);
      for (const { lead, sale, appeal, at } of rows) {
        const moment = sql`(${at}::timestamp at time zone ${zone})`;
        await tx.execute(sql`update leads set created_at = ${moment} where id = ${lead}`);
        await tx.execute(
          sql`update sales set created_at = ${moment}, stage = 'paid', stage_changed_at = ${moment} where id = ${sale}`,
        );
        await tx.execute(
          sql`update appeals set created_at = ${moment}, status = 'closed', closed_at = ${moment},
            operator_id = (select min(id) from operators) where id = ${appeal}`,
        );
      }
      for (const at of MOMENTS)
        await tx.execute(sql`
          insert into events (workspace_id, type, subject_type, subject_id, actor_kind, actor_name, created_at)
          values (${workspace.workspaceId}, 'lead.updated', 'lead', 1, 'job', ${CLOCKMAKER}, ${at}::timestamp at time zone ${zone})`);
    });
  });

  test.each(Object.entries(COUNTS))(
    "%s count the days of the workspace's time zone",
    async (_what, count) => {
      expect(await count(manager)).toBe(OF_DAY);
    },
  );

  test("the days since a lead's last move are counted in the workspace's time zone", async () => {
    const moved = (day: string) => read(manager, (tx) => countLeads(tx, manager, { moved_from: day }));
    const today = new Date().toLocaleDateString("sv-SE", { timeZone: zone });
    const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString("sv-SE", { timeZone: zone });
    expect([await moved(today), await moved(tomorrow)]).toEqual([MOMENTS.length, 0]);
  });
});
