import { eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { users } from "#db/schema/users.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getUser, type UserRow } from "./queries.ts";
import { UpdateProfileInput } from "./schema.ts";

/** Changes the caller's name, of their account and of their operator, or their language. */
export async function updateProfile(ctx: Ctx, raw: UpdateProfileInput): Promise<UserRow> {
  authorize(ctx, "profile:manage");
  const { name, locale } = UpdateProfileInput.parse(raw);
  const userId = currentUserId(ctx);
  const before = await transact(ctx, (tx) => getUser(tx, userId));
  await withRole("leadline_auth", (tx) =>
    tx.update(users).set({ name, locale, updatedAt: sql`now()` }).where(eq(users.id, userId)),
  );
  return transact(ctx, async (tx) => {
    if (name !== undefined)
      await tx.update(operators).set({ name, updatedAt: sql`now()` }).where(eq(operators.userId, userId));
    const after = await getUser(tx, userId);
    record(tx, ctx, "user.updated", { before, after });
    return after;
  });
}
