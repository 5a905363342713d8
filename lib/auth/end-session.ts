import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import type { Origin } from "./ctx.ts";
import { lockAccount } from "./lock-account.ts";
import { recordForPerson } from "./record-for-person.ts";
import { isWithinLimits } from "./session-limits.ts";
import { hashToken } from "./token.ts";

/**
 * Ends a session by the token in its cookie, so that a copy of the cookie is useless. The row is deleted before any
 * look-up. A session that had already expired leaves no event.
 */
export async function signOut(token: string, origin: Origin): Promise<void> {
  const ended = await withRole("leadline_auth", (tx) => deleteByToken(tx, token));
  if (!ended?.was_open) return;
  recordForPerson(Number(ended.user_id), "user.signed_out", {
    origin,
    workspaceId: Number(ended.workspace_id),
    sessionId: Number(ended.id),
  });
}

/** `pg` returns a bigint as a string. */
type DeletedSession = { id: string; user_id: string; workspace_id: string; was_open: boolean };

async function deleteByToken(tx: Tx, token: string): Promise<DeletedSession | undefined> {
  const { rows } = await tx.execute<DeletedSession>(sql`
    delete from ${sessions} using ${workspaces}
    where ${workspaces.id} = ${sessions.workspaceId} and ${sessions.tokenHash} = ${hashToken(token)}
    returning ${sessions.id}, ${sessions.userId}, ${sessions.workspaceId}, ${isWithinLimits} as was_open`);
  return rows[0];
}

/** Which sessions of a person: all of them, those in one workspace, or all but one. */
type Ended = { userId: number; workspaceId?: number; exceptId?: number | undefined };

/** Ends sessions of a person, in a transaction of `leadline_auth`; also those that are being opened at this moment. */
export async function deleteSessions(tx: Tx, { userId, workspaceId, exceptId }: Ended): Promise<void> {
  await lockAccount(tx, userId);
  const which: (SQL | undefined)[] = [
    eq(sessions.userId, userId),
    workspaceId === undefined ? undefined : eq(sessions.workspaceId, workspaceId),
    exceptId === undefined ? undefined : ne(sessions.id, exceptId),
  ];
  await tx.delete(sessions).where(and(...which));
}
