import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCtx } from "#lib/auth/ctx.ts";
import { findSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { wipeDemo } from "#lib/operations/demo/wipe-demo.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { revokeApiKey } from "#lib/workspace/api-keys/revoke-api-key.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { call } from "#testing/api.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { cookieOf, letPass } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as door from "../../../app/api/v1/me/reauthenticate/route.ts";
import { reauthenticateSession } from "./reauthenticate-session.ts";

const ELEVEN_MINUTES = 11 * 60;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

/** An admin who signed in, with the headers of their browser's requests. */
async function signedIn() {
  const person = { email: `${randomUUID()}@test.example`, password: randomUUID() as string };
  await createUser(workspace.job, { ...person, name: "Olena", role: "admin" });
  const opened = await signIn(person, {});
  const cookie = await cookieOf(opened);
  const ctx = async (): Promise<Ctx> => {
    const found = await findSession(cookie);
    if (!found) throw new Error("signed out");
    return makeCtx(found.workspaceId, found.actor, found.role, { session: found.session });
  };
  return { ...person, id: opened.id, cookie, ctx };
}

const REFUSED = { status: 403, code: "reauthentication_required" };

describe("an operation that needs a recent proof", () => {
  const guarded: [string, (ctx: Ctx) => Promise<unknown>][] = [
    ["creating a key", (ctx) => createApiKey(ctx, { name: "Website", scope: "read" })],
    ["revoking a key", (ctx) => revokeApiKey(ctx, 1)],
    [
      "adding a person",
      (ctx) =>
        createUser(ctx, { email: "x@y.example", name: "X", role: "admin", password: "a-long-password" }),
    ],
    ["changing a role", (ctx) => updateUser(ctx, workspace.manager.actor.id ?? 0, { role: "admin" })],
    ["letting a person out", (ctx) => updateUser(ctx, workspace.manager.actor.id ?? 0, { is_active: false })],
    ["inviting", (ctx) => createInvite(ctx, { role: "admin" })],
    ["wiping the demo data", (ctx) => wipeDemo(ctx)],
    ["changing how long sessions last", (ctx) => updateSettings(ctx, { session_max_days: 90 })],
  ];
  test.each(guarded)("%s is refused ten minutes after sign-in, and changes nothing", async (_what, run) => {
    const { id, ctx } = await signedIn();
    await letPass(id, "authenticatedAt", ELEVEN_MINUTES);
    const before = await tenantFingerprint(workspace.workspaceId);
    await expect(ctx().then(run)).rejects.toMatchObject(REFUSED);
    expect(await tenantFingerprint(workspace.workspaceId)).toEqual(before);
  });

  test("a recent sign-in is enough, and other operations need none", async () => {
    const { id, ctx } = await signedIn();
    expect(await createApiKey(await ctx(), { name: "Website", scope: "read" })).toBeDefined();
    await letPass(id, "authenticatedAt", ELEVEN_MINUTES);
    expect(await updateSettings(await ctx(), { name: "Renamed", session_max_days: null })).toBeDefined();
  });

  test("keys, jobs and the command line have no session and need none", async () => {
    expect(await createApiKey(workspace.job, { name: "Website", scope: "read" })).toBeDefined();
  });
});

describe("entering the password again", () => {
  test("allows the refused operation for this session only", async () => {
    const { id, ctx, password, email } = await signedIn();
    const other = await signIn({ email, password }, {});
    await letPass(id, "authenticatedAt", ELEVEN_MINUTES);
    await letPass(other.id, "authenticatedAt", ELEVEN_MINUTES);
    await reauthenticateSession(await ctx(), { password });
    expect(await createApiKey(await ctx(), { name: "Website", scope: "read" })).toBeDefined();
    const found = await findSession(await cookieOf(other));
    expect(Date.now() - (found?.session.authenticatedAt.getTime() ?? 0)).toBeGreaterThan(600_000);
  });

  test("allows nothing with a wrong password, and five wrong ones make the form wait", async () => {
    const { id, ctx, password } = await signedIn();
    await letPass(id, "authenticatedAt", ELEVEN_MINUTES);
    const enter = async (given: string) => reauthenticateSession(await ctx(), { password: given });
    for (let attempt = 0; attempt < 5; attempt += 1)
      await expect(enter("wrong")).rejects.toMatchObject({
        status: 422,
        problems: [{ code: "wrong_password" }],
      });
    await expect(enter(password)).rejects.toMatchObject({ status: 429 });
    await expect(createApiKey(await ctx(), { name: "Website", scope: "read" })).rejects.toMatchObject(
      REFUSED,
    );
  });

  test("is refused to an API key", async () => {
    const { key } = await createApiKey(workspace.job, { name: "Admin", scope: "admin" });
    const { status } = await call(door.POST, "POST", { bearer: `Bearer ${key}`, body: { password: "x" } });
    expect(status).toBe(403);
  });
});
