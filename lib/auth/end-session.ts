import { and, eq, ne, type SQL } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { makeCtx, type Origin } from "./ctx.ts";
import { findSessionByToken } from "./session.ts";
import { hashToken } from "./token.ts";

/**
 * Ends a session by what its cookie carries: whoever has a copy of the cookie has nothing. One that is over already is
 * only cleared away.
 */
export async function signOut(token: string, origin: Origin): Promise<void> {
  const found = await findSessionByToken(token);
  await withRole("leadline_auth", (tx) =>
    tx.delete(sessions).where(eq(sessions.tokenHash, hashToken(token))),
  );
  if (!found) return;
  const ctx = makeCtx(found.workspaceId, found.actor, found.role, { ...origin, session: found.session });
  await transact(ctx, (tx) =>
    record(tx, ctx, "user.signed_out", { after: { id: found.actor.id, sessionId: found.session.id } }),
  );
}

/** Which sessions of a person: all of them, those in one workspace, or all but one. */
type Ended = { userId: number; workspaceId?: number; exceptId?: number | undefined };

/** Ends sessions of a person, in a transaction of `leadline_auth`. */
export async function deleteSessions(tx: Tx, { userId, workspaceId, exceptId }: Ended): Promise<void> {
  const which: (SQL | undefined)[] = [
    eq(sessions.userId, userId),
    workspaceId === undefined ? undefined : eq(sessions.workspaceId, workspaceId),
    exceptId === undefined ? undefined : ne(sessions.id, exceptId),
  ];
  await tx.delete(sessions).where(and(...which));
}
