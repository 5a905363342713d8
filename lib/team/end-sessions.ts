import { eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";

/** Signs the caller out everywhere, here too. */
export async function endSessions(ctx: Ctx): Promise<void> {
  authorize(ctx, "profile:manage");
  const userId = currentUserId(ctx);
  await withRole("leadline_auth", (tx) =>
    tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, userId)),
  );
  await transact(ctx, (tx) => record(tx, ctx, "user.signed_out_everywhere", { after: { id: userId } }));
}
