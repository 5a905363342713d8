import { and, eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { lockAccount } from "#lib/auth/lock-account.ts";
import { assertOwnPassword, wrongPassword } from "#lib/auth/own-password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden, Unauthenticated } from "#lib/core/errors.ts";
import { ReauthenticateInput } from "./schema.ts";

/**
 * Confirms the password of this session's person again, for actions that require a recent authentication. A wrong
 * password counts as a failed sign-in.
 * @throws Forbidden without a session
 * @throws Unauthenticated when the session was ended meanwhile
 * @throws InvalidInput wrong_password
 * @throws TooManyRequests after too many failures
 */
export async function reauthenticateSession(ctx: Ctx, raw: ReauthenticateInput): Promise<void> {
  authorize(ctx, "profile:manage");
  const { password } = ReauthenticateInput.parse(raw);
  const userId = currentUserId(ctx);
  const sessionId = ctx.session?.id;
  if (sessionId === undefined) throw new Forbidden("Only a person who is signed in can do this");
  const user = await assertOwnPassword({ userId, ip: ctx.ip }, password);
  await withRole("leadline_auth", async (tx) => {
    // The password may have been replaced since it was compared.
    if (!(await lockAccount(tx, userId, user.passwordHash))) throw wrongPassword();
    const proven = await tx
      .update(sessions)
      .set({ authenticatedAt: sql`now()` })
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
      .returning({ id: sessions.id });
    if (proven.length === 0) throw new Unauthenticated();
  });
  recordForPerson(userId, "user.reauthenticated", { origin: ctx, workspaceId: ctx.workspaceId, sessionId });
}
