import { runInBackground } from "#lib/core/background.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import { transactOutsideShares } from "#lib/core/transact.ts";
import { jobCtx, makeCtx, type Origin } from "./ctx.ts";
import { membershipsOf } from "./memberships-of.ts";

type Options = {
  /** The origin of the person's request; left out when it was done for them from the command line. */
  origin?: Origin;
  /** The only workspace to record it in, for events about a session there. */
  workspaceId?: number;
  sessionId?: number;
};

/**
 * Records what happened to an account, in each workspace that its person may enter. Accounts are changed by
 * `leadline_auth` and events are written inside a workspace, so the two are never one transaction: call it after the
 * commit. The events are written in the background and outside of the caller's share, so a busy workspace neither
 * fails the answered change nor loses its event.
 */
export function recordForPerson(userId: number, type: EventType, options: Options = {}): void {
  const { origin, workspaceId, sessionId } = options;
  const after = { id: userId, ...(sessionId !== undefined && { sessionId }) };
  runInBackground(`account events ${userId}`, async () => {
    for (const { role, person, ...place } of await membershipsOf(userId, workspaceId)) {
      const ctx = origin
        ? makeCtx(place.workspaceId, { kind: "user", ...person }, role, origin)
        : jobCtx(place.workspaceId, "Leadline");
      runInBackground(`${type} ${ctx.workspaceId}`, () =>
        transactOutsideShares(ctx, async (tx) => record(tx, ctx, type, { after })),
      );
    }
  });
}
