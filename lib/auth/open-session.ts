import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { memberships } from "#db/schema/users.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import { lockAccount } from "./lock-account.ts";
import type { SessionOrigin } from "./session.ts";
import { MAX_SESSIONS } from "./session-limits.ts";
import { generateToken } from "./token.ts";

/** What a person has proven: the hash that their password fitted, and whether a second factor was checked. */
export type Proof = { passwordHash: string; hasSecondFactor: boolean };

/** A person and where they go. Demo people have no password to prove: their proof is null. */
export type Entrant = { userId: number; workspaceId: number; proof: Proof | null };

/** A session that has just begun. The token is for its cookie and is stored nowhere else. */
export type OpenedSession = { id: number; userId: number; workspaceId: number; token: string };

/**
 * Begins a session for a person who has just proven who they are. Their least recently used sessions beyond
 * MAX_SESSIONS end.
 * @throws Unauthenticated when the proof does not hold any more: the password was replaced or a second factor was set
 * up since it was checked, or the person may not enter the workspace now
 */
export async function openSession(
  { userId, workspaceId, proof }: Entrant,
  { ip = null, userAgent = null }: SessionOrigin,
): Promise<OpenedSession> {
  const { token, hash } = generateToken("");
  const id = await withRole("leadline_auth", async (tx) => {
    if (!(await lockAccount(tx, userId, proof?.passwordHash))) throw new Unauthenticated();
    if (!(await canEnter(tx, { userId, workspaceId, proof }))) throw new Unauthenticated();
    await endSurplusSessions(tx, userId);
    const [row] = await tx
      .insert(sessions)
      .values({ tokenHash: hash, userId, workspaceId, ip, userAgent: userAgent?.slice(0, 400) ?? null })
      .returning({ id: sessions.id });
    return row?.id;
  });
  if (id === undefined) throw new Error("An inserted session returned no row");
  return { id, userId, workspaceId, token };
}

/** Read after the account is locked, so that a later change of the account finds the new session and ends it. */
async function canEnter(tx: Tx, { userId, workspaceId, proof }: Entrant): Promise<boolean> {
  const hasToBeOff = proof !== null && !proof.hasSecondFactor;
  const found = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .leftJoin(secondFactors, eq(secondFactors.userId, memberships.userId))
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.workspaceId, workspaceId),
        eq(memberships.isActive, true),
        hasToBeOff ? isNull(secondFactors.confirmedAt) : undefined,
      ),
    );
  return found.length > 0;
}

/** Ends the oldest sessions of a person, so that with a new one they have at most MAX_SESSIONS. */
async function endSurplusSessions(tx: Tx, userId: number): Promise<void> {
  const unused = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .offset(MAX_SESSIONS - 1);
  await tx.delete(sessions).where(inArray(sessions.id, unused));
}
