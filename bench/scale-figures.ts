import { operators } from "#db/schema/operators.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { attention, dashboard, trend } from "#lib/insight/dashboard/queries.ts";
import { reportPeriod } from "#lib/insight/dashboard/report-period.ts";
import { search } from "#lib/insight/search/queries.ts";
import { leadBoard, saleBoard } from "#lib/pipeline/board/queries.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { KNOWN_OF_A_LEAD, SEARCHED } from "./scale-data.ts";

/**
 * A measured read: `of` reads it, `only` selects its statements by name, `limit` is the required maximum in
 * milliseconds. With `draws` it is read for that many random leads, each at a share of all leads.
 */
export type Figure = {
  name: string;
  limit?: number;
  of: (ctx: Ctx, count: number, chance: number) => Promise<unknown>;
  only?: RegExp;
  draws?: number;
};

const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY).toISOString();
const monthAgo = () => daysAgo(30);
/** An owner with a twentieth of the leads, who also sees the unassigned ones. */
async function anOperator(ctx: Ctx): Promise<Ctx> {
  const [, owner] = await read(ctx, (tx) =>
    tx.select({ id: operators.id }).from(operators).orderBy(operators.id),
  );
  const actor = {
    kind: "user",
    id: 0,
    name: "Owner",
    operatorId: owner?.id ?? 0,
    departmentId: null,
  } as const;
  return makeCtx(ctx.workspaceId, actor, "operator");
}

const CARDS = / limit \$/;
const COUNTS = /^(?!.* limit \$)/s;

export const FIGURES: Figure[] = [
  {
    name: "leads board: first cards",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, {})),
    only: CARDS,
  },
  {
    name: "leads board: counts",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, {})),
    only: COUNTS,
  },
  {
    name: "sales board: first cards",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => saleBoard(tx, ctx, {})),
    only: CARDS,
  },
  {
    name: "sales board: counts",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => saleBoard(tx, ctx, {})),
    only: COUNTS,
  },
  {
    name: "leads board of a source: counts",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, { source: "partner" })),
    only: COUNTS,
  },
  {
    name: "an operator's leads board",
    of: async (ctx) => {
      const operator = await anOperator(ctx);
      return read(operator, (tx) => leadBoard(tx, operator, {}));
    },
  },
  {
    name: "an operator's sales board",
    of: async (ctx) => {
      const operator = await anOperator(ctx);
      return read(operator, (tx) => saleBoard(tx, operator, {}));
    },
  },
  {
    name: "funnel: whole time",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: "2000-01-01" })),
  },
  {
    name: "funnel: 30 days",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: monthAgo() })),
  },
  {
    name: "funnel: 30 days of a source",
    limit: 5,
    of: (ctx) =>
      read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: monthAgo(), source: "partner" })),
  },
  {
    name: "funnel: snapshot",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "snapshot" })),
  },
  {
    name: "funnel: of a source with few leads",
    limit: 5,
    of: (ctx) =>
      read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: "2000-01-01", source: "fair" })),
  },
  {
    name: "leads board of a source with few leads",
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, { source: "fair" })),
  },
  {
    name: "list of a source with few leads",
    of: (ctx) => read(ctx, (tx) => listLeads(tx, ctx, { source: "fair" }, { limit: 50 })),
  },
  ...[30, 365].flatMap((days) => {
    const period = `${days} days`;
    const from = () => ({ from: daysAgo(days) });
    return [
      {
        name: `dashboard: figures and sources of ${period}`,
        of: (ctx: Ctx) => read(ctx, (tx) => reportPeriod(tx, ctx, from())),
      },
      { name: `dashboard: trend of ${period}`, of: (ctx: Ctx) => read(ctx, (tx) => trend(tx, ctx, from())) },
    ];
  }),
  { name: "dashboard: what needs attention", of: (ctx) => read(ctx, (tx) => attention(tx, ctx)) },
  { name: "dashboard totals", of: (ctx) => read(ctx, (tx) => dashboard(tx, ctx)) },
  ...SEARCHED.map(({ what, words }) => ({
    name: `search: ${what}`,
    limit: 20,
    of: (ctx: Ctx, count: number) => read(ctx, (tx) => search(tx, ctx, words(count))),
  })),
  ...SEARCHED.filter(({ isListed }) => isListed).map(({ what, words }) => ({
    name: `list with q: ${what}`,
    limit: 20,
    of: (ctx: Ctx, count: number) =>
      read(ctx, (tx) => listLeads(tx, ctx, { q: words(count) }, { limit: 50 })),
  })),
  ...Object.entries(KNOWN_OF_A_LEAD).map(([what, of]) => ({
    name: `search: ${what} by chance`,
    limit: 20,
    draws: 20,
    of: (ctx: Ctx, count: number, chance: number) =>
      read(ctx, (tx) => search(tx, ctx, of(Math.floor(chance * count)))),
  })),
];
