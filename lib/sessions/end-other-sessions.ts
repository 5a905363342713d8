import { withRole } from "#db/client.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";

/** Signs the caller out everywhere but here. */
export async function endOtherSessions(ctx: Ctx): Promise<void> {
  authorize(ctx, "profile:manage");
  const userId = currentUserId(ctx);
  await withRole("leadline_auth", (tx) => deleteSessions(tx, { userId, exceptId: ctx.session?.id }));
  await transact(ctx, (tx) => record(tx, ctx, "user.signed_out_everywhere", { after: { id: userId } }));
}
