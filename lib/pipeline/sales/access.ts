import { sales } from "#db/schema/sales.ts";
import { ownOrQueued } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** The sales that this person may see and change, for a query that joins the sources of their leads. */
export const visibleSales = (ctx: Ctx) => ownOrQueued(ctx, sales.ownerId);
