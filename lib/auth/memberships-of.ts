import { and, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";

/**
 * The active memberships of a person, each with what a ctx says of them there.
 * @param workspaceId of the only one that is asked for
 */
export function membershipsOf(userId: number, workspaceId?: number) {
  return withRole("leadline_auth", (tx) =>
    tx
      .select({
        workspaceId: memberships.workspaceId,
        role: memberships.role,
        person: {
          id: users.id,
          name: users.name,
          operatorId: operators.id,
          departmentId: operators.departmentId,
        },
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(
        operators,
        and(eq(operators.workspaceId, memberships.workspaceId), eq(operators.userId, memberships.userId)),
      )
      .where(
        and(
          eq(memberships.userId, userId),
          eq(memberships.isActive, true),
          workspaceId === undefined ? undefined : eq(memberships.workspaceId, workspaceId),
        ),
      )
      .orderBy(memberships.workspaceId),
  );
}
