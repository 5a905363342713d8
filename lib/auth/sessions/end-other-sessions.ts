import { withRole } from "#db/client.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** Signs the caller out everywhere but here. */
export async function endOtherSessions(ctx: Ctx): Promise<void> {
  authorize(ctx, "profile:manage");
  const userId = currentUserId(ctx);
  await withRole("leadline_auth", (tx) => deleteSessions(tx, { userId, exceptId: ctx.session?.id }));
  recordForPerson(userId, "user.signed_out_everywhere", { origin: ctx, workspaceId: ctx.workspaceId });
}
