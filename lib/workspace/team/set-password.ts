import { inArray, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { hashNewPassword } from "#lib/auth/new-password.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { emailKeys } from "#lib/core/email.ts";
import { NotFound } from "#lib/core/errors.ts";
import { SetPasswordInput } from "./schema.ts";

/**
 * Gives a person a new password, which they must replace at the next sign-in, and ends all their sessions. For the
 * server's shell only: an account belongs to no workspace, so no role in one may do this. All workspaces of the
 * person record it.
 * @throws NotFound
 */
export async function setPassword(raw: SetPasswordInput): Promise<void> {
  const input = SetPasswordInput.parse(raw);
  const passwordHash = await hashNewPassword(input.password, input);
  const userId = await withRole("leadline_auth", async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ passwordHash, mustChangePassword: true, updatedAt: sql`now()` })
      .where(inArray(users.email, emailKeys(input.email)))
      .returning({ id: users.id });
    if (!user) throw new NotFound(`A user with the e-mail ${input.email} was`);
    await deleteSessions(tx, { userId: user.id });
    return user.id;
  });
  recordForPerson(userId, "user.password_changed");
}
