import { appeals } from "#db/schema/appeals.ts";
import { ownOrQueued } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** The appeals that this person may see and touch, for a query that joins their sources. */
export const visibleAppeals = (ctx: Ctx) => ownOrQueued(ctx, appeals.operatorId);
