import { and, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { jobCtx, makeCtx, type Origin } from "./ctx.ts";

/**
 * Records what happened to an account, which belongs to no workspace, in each workspace of its person.
 * @param origin where the person did it from; without one it was done for them, from the command line
 */
export async function recordForPerson(userId: number, type: EventType, origin?: Origin): Promise<void> {
  const places = await withRole("leadline_auth", (tx) =>
    tx
      .select({
        workspaceId: memberships.workspaceId,
        role: memberships.role,
        name: users.name,
        operatorId: operators.id,
        departmentId: operators.departmentId,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(
        operators,
        and(eq(operators.workspaceId, memberships.workspaceId), eq(operators.userId, memberships.userId)),
      )
      .where(eq(memberships.userId, userId))
      .orderBy(memberships.workspaceId),
  );
  for (const { workspaceId, role, ...person } of places) {
    const ctx = origin
      ? makeCtx(workspaceId, { kind: "user", id: userId, ...person }, role, origin)
      : jobCtx(workspaceId, "Leadline");
    await transact(ctx, (tx) => record(tx, ctx, type, { after: { id: userId } }));
  }
}
