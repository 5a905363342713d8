import { eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { isOwnPassword } from "#lib/auth/own-password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden, invalidField } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { ReauthenticateInput } from "./schema.ts";

/**
 * Proves once more that the person of this session sits before it, which opens what asks for a recent proof. A wrong
 * password counts as a failed sign-in.
 * @throws Forbidden without a session
 * @throws InvalidInput wrong_password
 * @throws TooManyRequests after too many failures
 */
export async function reauthenticateSession(ctx: Ctx, raw: ReauthenticateInput): Promise<void> {
  authorize(ctx, "profile:manage");
  const { password } = ReauthenticateInput.parse(raw);
  const userId = currentUserId(ctx);
  const sessionId = ctx.session?.id;
  if (sessionId === undefined) throw new Forbidden("Only a person who is signed in can do this");
  if (!(await isOwnPassword({ userId, ip: ctx.ip }, password)))
    throw invalidField("/password", "This is not your current password", "wrong_password");
  await withRole("leadline_auth", (tx) =>
    tx.update(sessions).set({ authenticatedAt: sql`now()` }).where(eq(sessions.id, sessionId)),
  );
  await transact(ctx, (tx) => record(tx, ctx, "user.reauthenticated", { after: { id: userId, sessionId } }));
}
