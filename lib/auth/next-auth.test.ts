import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { memberships } from "#db/schema/users.ts";
import { acceptInvite } from "#lib/invites/accept-invite.ts";
import { createInvite } from "#lib/invites/create-invite.ts";
import { newWorkspace } from "#lib/testing/workspace.ts";
import { authOptions } from "./next-auth.ts";

const person = () => ({
  name: "Olena",
  email: `olena-${crypto.randomUUID()}@test.example`,
  password: "a-long-password",
});

/** What the cookie says after a person asked for another workspace. */
async function switched(token: Record<string, unknown>, workspaceId: unknown) {
  const jwt = authOptions(() => null).callbacks?.jwt;
  if (!jwt) throw new Error("no callback");
  // Of its input the callback reads these alone.
  return jwt({ token, trigger: "update", session: { workspaceId } } as Parameters<typeof jwt>[0]);
}

test("a session moves to another workspace of its person, and to no other", async () => {
  const [one, two, foreign] = [await newWorkspace(), await newWorkspace(), await newWorkspace()];
  const olena = person();
  const { token: first } = await createInvite(one.admin, { role: "operator" });
  const user = await acceptInvite({}, { token: first, ...olena });
  const { token: second } = await createInvite(two.admin, { role: "manager" });
  await acceptInvite({}, { token: second, ...olena });
  const session = { userId: user.id, workspaceId: one.workspaceId, sessionVersion: 1 };

  expect(await switched(session, two.workspaceId)).toEqual({ ...session, workspaceId: two.workspaceId });
  for (const other of [foreign.workspaceId, "2", null, undefined, 0])
    expect(await switched(session, other)).toEqual(session);

  await withWorkspace(two, (tx) =>
    tx.update(memberships).set({ isActive: false }).where(eq(memberships.userId, user.id)),
  );
  expect(await switched(session, two.workspaceId)).toEqual(session);
});
