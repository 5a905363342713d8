import { and, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";

/**
 * Signs the caller out of one of their sessions, from its next request on.
 * @throws NotFound when it is not one of theirs
 */
export async function endSession(ctx: Ctx, sessionId: number): Promise<void> {
  authorize(ctx, "profile:manage");
  const userId = currentUserId(ctx);
  const [ended] = await withRole("leadline_auth", (tx) =>
    tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
      .returning({ id: sessions.id }),
  );
  if (!ended) throw new NotFound("Session");
  recordForPerson(userId, "user.signed_out", { origin: ctx, workspaceId: ctx.workspaceId, sessionId });
}
