import { and, eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { hashNewPassword } from "#lib/auth/new-password.ts";
import { assertOwnPassword, wrongPassword } from "#lib/auth/own-password.ts";
import { isPasswordCorrect } from "#lib/auth/password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { ChangePasswordInput } from "./schema.ts";

/**
 * Changes the caller's password and ends all their other sessions. A wrong current password counts as an attempt to
 * sign in.
 * @throws InvalidInput when the current password does not fit, or the new one is the same or a common one
 * @throws TooManyRequests after too many wrong passwords
 */
export async function changePassword(ctx: Ctx, raw: ChangePasswordInput): Promise<void> {
  authorize(ctx, "profile:manage");
  const input = ChangePasswordInput.parse(raw);
  const userId = currentUserId(ctx);
  const user = await assertOwnPassword({ userId, ip: ctx.ip }, input.current, "/current");
  if (await isPasswordCorrect(user.passwordHash, input.password)) {
    throw invalidField("/password", "This is the current password. Choose another one", "same_password");
  }
  const passwordHash = await hashNewPassword(input.password, user);
  await withRole("leadline_auth", async (tx) => {
    const changed = await tx
      .update(users)
      .set({ passwordHash, mustChangePassword: false, updatedAt: sql`now()` })
      // Changes nothing when the password was replaced since it was compared, by the command line for example.
      .where(and(eq(users.id, userId), eq(users.passwordHash, user.passwordHash)))
      .returning({ id: users.id });
    if (changed.length === 0) throw wrongPassword("/current");
    await deleteSessions(tx, { userId, exceptId: ctx.session?.id });
  });
  recordForPerson(userId, "user.password_changed", { origin: ctx });
}
