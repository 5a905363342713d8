import { and, asc, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { memberships } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";

/** The workspaces that a person may enter, in the order of joining them. */
export function workspacesOf(userId: number): Promise<{ id: number; name: string }[]> {
  return withRole("leadline_auth", (tx) =>
    tx
      .select({ id: workspaces.id, name: workspaces.name })
      .from(memberships)
      .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
      .where(and(eq(memberships.userId, userId), eq(memberships.isActive, true)))
      .orderBy(asc(memberships.createdAt), asc(workspaces.id)),
  );
}
