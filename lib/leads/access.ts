import { leads } from "#db/schema/leads.ts";
import { ownOrQueued } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** The leads that this person may see and touch, for a query that joins their sources. */
export const visibleLeads = (ctx: Ctx) => ownOrQueued(ctx, leads.ownerId);
