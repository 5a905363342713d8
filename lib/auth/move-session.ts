import { and, eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { memberships } from "#db/schema/users.ts";
import { lockAccount } from "./lock-account.ts";
import { findSessionByToken } from "./session.ts";
import { hashToken } from "./token.ts";

/** Moves a session to another workspace of its person. Any other value leaves it where it is. */
export async function moveSession(token: string, workspaceId: unknown): Promise<void> {
  if (!Number.isSafeInteger(workspaceId)) return;
  // The limits of the old workspace apply as well: an expired session must not be revived by moving it.
  const found = await findSessionByToken(token);
  if (!found) return;
  const wanted = Number(workspaceId);
  await withRole("leadline_auth", async (tx) => {
    await lockAccount(tx, found.actor.id);
    await tx
      .update(sessions)
      .set({ workspaceId: wanted })
      .where(
        and(
          eq(sessions.tokenHash, hashToken(token)),
          sql`exists (select from ${memberships} where ${memberships.workspaceId} = ${wanted}
            and ${memberships.userId} = ${sessions.userId} and ${memberships.isActive})`,
        ),
      );
  });
}
