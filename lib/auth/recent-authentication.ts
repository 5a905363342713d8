import { clock, MINUTE } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";

/** Milliseconds in which a sign-in, or the password entered again, counts as a recent proof. */
const RECENT_FOR = 10 * MINUTE;

/**
 * For actions that give access or delete permanently: an unattended browser or a stolen cookie must not be enough.
 * API keys, jobs and the command line have no session, and pass.
 * @throws AppError 403 reauthentication_required; its `sign_in_again` says that the person has no password to enter
 */
export function assertRecentlyAuthenticated({ session }: Ctx): void {
  if (session === null || clock.now().getTime() - session.authenticatedAt.getTime() <= RECENT_FOR) return;
  throw new AppError(403, "reauthentication_required", "Confirm that it is you, then send this again", {
    extra: { sign_in_again: session.hasPassword === false },
  });
}
