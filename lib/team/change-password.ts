import { eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { isOwnPassword } from "#lib/auth/own-password.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { ChangePasswordInput } from "./schema.ts";

/**
 * Gives the caller a new password and ends all other sessions of theirs.
 * @throws InvalidInput when the current password does not fit
 * @throws TooManyRequests
 */
export async function changePassword(ctx: Ctx, raw: ChangePasswordInput): Promise<void> {
  authorize(ctx, "profile:manage");
  const input = ChangePasswordInput.parse(raw);
  const userId = currentUserId(ctx);
  if (!(await isOwnPassword({ userId, ip: ctx.ip }, input.current_password))) {
    throw invalidField("/current_password", "This is not your current password", "wrong_password");
  }
  const passwordHash = await hashPassword(input.password);
  await withRole("leadline_auth", async (tx) => {
    await tx.update(users).set({ passwordHash, updatedAt: sql`now()` }).where(eq(users.id, userId));
    await deleteSessions(tx, { userId, exceptId: ctx.session?.id });
  });
  await transact(ctx, (tx) => record(tx, ctx, "user.password_changed", { after: { id: userId } }));
}
