import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { isStatementTimeout } from "#lib/core/database-error.ts";
import { read } from "#lib/core/transact.ts";
import { countCards } from "#lib/pipeline/board/count-cards.ts";
import { LeadBoardFilter, SaleBoardFilter } from "#lib/pipeline/board/schema.ts";
import { listViews } from "./queries.ts";
import { defaultViews, filterOf, MAX_COUNTED } from "./rules.ts";
import type { ViewCountJson, ViewCountsQuery, ViewJson } from "./schema.ts";

/** Milliseconds that counting one view may take. A number beside a name is not worth more. */
const COUNT_TIMEOUT = 150;

type Board = ViewJson["board"];

/**
 * How many cards each view of a board has for the caller, counted one after the other. The default views count within
 * the filters of `query`, saved views by their own filters. Views that take too long to count or have an invalid
 * query are left out.
 */
export async function countViews(ctx: Ctx, { board, query }: ViewCountsQuery): Promise<ViewCountJson[]> {
  authorize(ctx, "view:read");
  const left = filterOf(query);
  const kept = await read(ctx, (tx) => listViews(tx, ctx, { board }));
  const views = [
    ...defaultViews(board, operatorOf(ctx).operatorId || null).map(({ name, changes }) => ({
      view: name,
      filter: { ...left, ...changes },
    })),
    ...kept.map(({ id, query }) => ({ view: String(id), filter: filterOf(query) })),
  ];
  const counts: ViewCountJson[] = [];
  for (const { view, filter } of views) {
    const counted = await countOrSkip(ctx, board, filter);
    if (counted) counts.push({ view, count: counted.count, is_more: counted.isMore });
  }
  return counts;
}

async function countOrSkip(ctx: Ctx, board: Board, filter: Record<string, unknown>) {
  try {
    return await read(ctx, async (tx) => {
      await tx.execute(sql`set local statement_timeout = ${sql.raw(String(COUNT_TIMEOUT))}`);
      return board === "leads"
        ? countCards(tx, ctx, "leads", LeadBoardFilter.parse(filter), MAX_COUNTED)
        : countCards(tx, ctx, "sales", SaleBoardFilter.parse(filter), MAX_COUNTED);
    });
  } catch (error) {
    if (isStatementTimeout(error) || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
