import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { madeFor } from "#lib/core/made-for.ts";

/** What the page of whoever is signed in says of itself. */
export const pageMark = ({ workspaceId, actor }: Ctx): string => madeFor({ workspaceId, userId: actor.id });

/**
 * The browser's tabs share one session, which may have gone to another workspace or person since a page was made.
 * @param said what the page says of itself
 * @throws Conflict when the session is another one by now, so that nothing happens in the wrong place
 */
export function assertMadeFor(ctx: Ctx, said: string | null): void {
  if (said === pageMark(ctx)) return;
  throw new Conflict(
    "session_switched",
    "This page was made for another workspace or person. Nothing was changed; load it anew",
  );
}
