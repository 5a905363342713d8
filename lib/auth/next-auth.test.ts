import { eq } from "drizzle-orm";
import { decode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { memberships } from "#db/schema/users.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { authBrowser } from "#testing/next-auth.ts";
import { letPass } from "#testing/session.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { authOptions } from "./next-auth.ts";
import { authSecret } from "./secret.ts";
import { findSession } from "./session.ts";
import { sessionCookieName } from "./session-cookie.ts";

const person = () => ({
  name: "Olena",
  email: `olena-${crypto.randomUUID()}@test.example`,
  password: "a-long-password",
});

test("a session moves to another workspace of its person, and to no other", async () => {
  const [one, two, foreign] = [await newWorkspace(), await newWorkspace(), await newWorkspace()];
  const olena = person();
  const { token: first } = await createInvite(one.admin, { role: "operator" });
  const user = await acceptInvite({}, { token: first, ...olena });
  const { token: second } = await createInvite(two.admin, { role: "manager" });
  await acceptInvite({}, { token: second, ...olena });
  const browser = authBrowser(authOptions({}));
  await browser.post("callback/password", olena);
  const cookie = () => browser.cookies.get(sessionCookieName()) ?? "";
  const workspaceAfter = async (workspaceId: unknown) => {
    await browser.post("session", { data: { workspaceId } });
    return (await findSession(cookie()))?.workspaceId;
  };

  expect(await workspaceAfter(two.workspaceId)).toBe(two.workspaceId);
  for (const other of [foreign.workspaceId, "2", null, undefined, 0])
    expect(await workspaceAfter(other)).toBe(two.workspaceId);
  expect(await workspaceAfter(one.workspaceId)).toBe(one.workspaceId);

  await withWorkspace(two, (tx) =>
    tx.update(memberships).set({ isActive: false }).where(eq(memberships.userId, user.id)),
  );
  expect(await workspaceAfter(two.workspaceId)).toBe(one.workspaceId);
});

test("an ended session can't move to a workspace with longer limits", async () => {
  const [strict, lax] = [await newWorkspace(), await newWorkspace()];
  await updateSettings(lax.admin, { session_idle_hours: 720 });
  const olena = person();
  const user = await createUser(strict.job, { ...olena, role: "operator" }, { mustChangePassword: false });
  await acceptInvite({}, { token: (await createInvite(lax.job, { role: "admin" })).token, ...olena });
  const browser = authBrowser(authOptions({}));
  await browser.post("callback/password", olena);
  const cookie = browser.cookies.get(sessionCookieName()) ?? "";
  const { session } = (await findSession(cookie)) ?? {};
  await letPass(session?.id ?? 0, "lastSeenAt", 13 * 3600);
  await browser.post("session", { data: { workspaceId: lax.workspaceId } });
  expect(await findSession(cookie)).toBeUndefined();
  expect(user.isActive).toBe(true);
});

test("signing out ends the session: a copy of its cookie opens nothing", async () => {
  const { job } = await newWorkspace();
  const olena = person();
  await createUser(job, { ...olena, role: "operator" });
  const browser = authBrowser(authOptions({}));
  await browser.post("callback/password", olena);
  const copied = browser.cookies.get(sessionCookieName()) ?? "";
  expect(await findSession(copied)).toMatchObject({ role: "operator" });
  await browser.post("signout");
  expect(browser.cookies.has(sessionCookieName())).toBe(false);
  expect(await findSession(copied)).toBeUndefined();
});

test("the cookie carries the token of the session's row and no data of its person", async () => {
  const { job } = await newWorkspace();
  const olena = person();
  await createUser(job, { ...olena, role: "operator" });
  const browser = authBrowser(authOptions({}));
  await browser.post("callback/password", olena);
  const cookie = browser.cookies.get(sessionCookieName()) ?? "";
  const said = await decode({ token: cookie, secret: authSecret() });
  expect(Object.keys(said ?? {}).sort()).toEqual(["exp", "iat", "jti", "sid"]);
  expect(said?.sid).toMatch(/^[\w-]{43}$/);
});

test("signing in again in the same browser ends the previous session", async () => {
  const { job } = await newWorkspace();
  const olena = person();
  await createUser(job, { ...olena, role: "operator" });
  const first = authBrowser(authOptions({}));
  await first.post("callback/password", olena);
  const cookie = first.cookies.get(sessionCookieName()) ?? "";
  await authBrowser(authOptions({ cookie })).post("callback/password", { ...olena, password: "wrong" });
  expect(await findSession(cookie)).toBeDefined();
  await authBrowser(authOptions({ cookie })).post("callback/password", olena);
  expect(await findSession(cookie)).toBeUndefined();
});
