import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { pageIdentity } from "#lib/core/page-identity.ts";

/** The identity of a page that is made for this caller. */
export const pageIdentityOf = ({ workspaceId, actor }: Ctx): string =>
  pageIdentity({ workspaceId, userId: actor.id });

/**
 * All tabs of a browser share one session. After a switch of person or workspace in one tab, the page in another tab
 * would act in the wrong place, so its requests are refused.
 * @param claimed the identity that came with the request
 * @throws Conflict `session_switched` when the session belongs to another person or workspace
 */
export function assertPageIdentity(ctx: Ctx, claimed: string | null): void {
  if (claimed === pageIdentityOf(ctx)) return;
  throw new Conflict(
    "session_switched",
    "This page was made for another workspace or person. Nothing was changed; load it anew",
  );
}
