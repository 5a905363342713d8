import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { endOtherSessions } from "#lib/auth/sessions/end-other-sessions.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { revokeApiKey } from "#lib/workspace/api-keys/revoke-api-key.ts";
import { changePassword } from "#lib/workspace/team/change-password.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { cookieOf } from "#testing/session.ts";
import { newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { findApiKey } from "./api-key.ts";
import { makeCtx } from "./ctx.ts";
import { findSession } from "./session.ts";
import { signIn } from "./sign-in.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

async function person(role: "admin" | "manager" | "operator" = "manager") {
  const email = `${randomUUID()}@test.example`;
  const password: string = randomUUID();
  const user = await createUser(workspace.job, { email, password, name: "Olena", role });
  const enter = async (given = password) => signIn({ email, password: given }, {});
  const cookie = async () => cookieOf(await enter());
  const actor = {
    kind: "user",
    id: user.id,
    name: user.name,
    operatorId: user.operatorId,
    departmentId: null,
  } as const;
  return { user, email, password, enter, cookie, ctx: makeCtx(workspace.workspaceId, actor, role) };
}

describe("signing in", () => {
  test("the right password opens a session; a wrong one and an unknown e-mail look the same", async () => {
    const { enter, user } = await person();
    expect(await enter()).toMatchObject({ userId: user.id, workspaceId: workspace.workspaceId });
    await expect(enter("wrong-password")).rejects.toMatchObject({ status: 401 });
    await expect(signIn({ email: "unknown@test.example", password: "x" }, {})).rejects.toMatchObject({
      status: 401,
    });
  });

  test("after five failures even the right password has to wait", async () => {
    const { enter } = await person();
    for (let attempt = 0; attempt < 5; attempt += 1) await enter("wrong").catch(() => undefined);
    await expect(enter()).rejects.toMatchObject({ status: 429 });
  });
});

describe("a session", () => {
  test("ends at once when its person is disabled, and has the new role after a demotion", async () => {
    const { cookie, user } = await person("manager");
    const session = await cookie();
    expect(await findSession(session)).toMatchObject({ role: "manager" });
    await updateUser(workspace.job, user.id, { role: "operator" });
    expect(await findSession(session)).toMatchObject({ role: "operator" });
    await updateUser(workspace.job, user.id, { is_active: false });
    expect(await findSession(session)).toBeUndefined();
  });

  test("ends everywhere on request, and with a new password", async () => {
    const { cookie, ctx, password } = await person();
    const first = await cookie();
    await endOtherSessions(ctx);
    expect(await findSession(first)).toBeUndefined();
    const second = await cookie();
    await expect(changePassword(ctx, { current: "wrong", password: "a-new-password" })).rejects.toMatchObject(
      { status: 422 },
    );
    await changePassword(ctx, { current: password, password: "a-new-password" });
    expect(await findSession(second)).toBeUndefined();
  });

  test("with another secret, or made up, is refused", async () => {
    const { enter } = await person();
    const { token } = await enter();
    const secret = "another-secret-of-thirty-two-characters";
    const forged = await encode({ token: { sid: token }, secret });
    expect(await findSession(forged)).toBeUndefined();
    expect(await findSession("nonsense")).toBeUndefined();
  });
});

test("the last admin cannot be disabled, nor two admins at the same moment", async () => {
  const own = await newWorkspace();
  const second = await newUser(own.job, "admin");
  const ids = [own.admin, second].map(({ actor }) => actor.id ?? 0);
  const outcomes = await Promise.allSettled(ids.map((id) => updateUser(own.job, id, { role: "operator" })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a revoked key is refused within a second", async () => {
  const { key, id } = await createApiKey(workspace.job, { name: "short", scope: "read" });
  expect(await findApiKey(key)).toMatchObject({ role: "reader" });
  await revokeApiKey(workspace.job, id);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(await findApiKey(key)).toBeUndefined();
});
