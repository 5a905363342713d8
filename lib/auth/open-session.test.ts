import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import { confirmSecondFactor } from "#lib/auth/second-factor/confirm-second-factor.ts";
import { startSecondFactor } from "#lib/auth/second-factor/start-second-factor.ts";
import { reauthenticateSession } from "#lib/auth/sessions/reauthenticate-session.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { changePassword } from "#lib/workspace/team/change-password.ts";
import { setPassword } from "#lib/workspace/team/set-password.ts";
import { call } from "#testing/api.ts";
import { newPerson } from "#testing/person.ts";
import { cookieOf, headersWith, letPass, newSession } from "#testing/session.ts";
import { codeOf } from "#testing/totp.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as sessionList from "../../app/api/v1/me/sessions/route.ts";
import { moveSession } from "./move-session.ts";
import { findSession } from "./session.ts";

type Hook = (() => Promise<unknown>) | undefined;

/** Runs once, after the next comparison of a password or after the next correct proof. */
const hooks = vi.hoisted(() => {
  const next: { afterComparing: Hook; afterProof: Hook } = {
    afterComparing: undefined,
    afterProof: undefined,
  };
  const run = async (name: keyof typeof next) => {
    const hook = next[name];
    next[name] = undefined;
    await hook?.();
  };
  return { next, run };
});

vi.mock("./password.ts", async (original) => {
  const actual = await original<typeof import("./password.ts")>();
  const isPasswordCorrect: typeof actual.isPasswordCorrect = async (...args) => {
    const fits = await actual.isPasswordCorrect(...args);
    await hooks.run("afterComparing");
    return fits;
  };
  return { ...actual, isPasswordCorrect };
});

vi.mock("./throttle.ts", async (original) => {
  const actual = await original<typeof import("./throttle.ts")>();
  const clearAttempts: typeof actual.clearAttempts = async (guesser) => {
    await actual.clearAttempts(guesser);
    await hooks.run("afterProof");
  };
  return { ...actual, clearAttempts };
});

const REFUSED = { status: 401, code: "unauthenticated" };

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});
beforeEach(() => {
  hooks.next.afterComparing = undefined;
  hooks.next.afterProof = undefined;
});

const person = () => newPerson(workspace);

const countSessions = (userId: number) =>
  withRole("leadline_auth", (tx) => tx.$count(sessions, eq(sessions.userId, userId)));

const setActive = (userId: number, isActive: boolean) =>
  updateUser(workspace.job, userId, { is_active: isActive });

describe("between comparing the password and opening the session", () => {
  test("the person replaces the password: the old one opens no session", async () => {
    const { id, password, enter, ctx } = await person();
    hooks.next.afterComparing = () => changePassword(ctx, { current: password, password: randomUUID() });
    await expect(enter()).rejects.toMatchObject(REFUSED);
    expect(await countSessions(id)).toBe(0);
  });

  test("the command line sets another password: the old one opens no session", async () => {
    const { id, email, enter } = await person();
    hooks.next.afterComparing = () => setPassword({ email, password: randomUUID() });
    await expect(enter()).rejects.toMatchObject(REFUSED);
    expect(await countSessions(id)).toBe(0);
  });

  test("sign-in waits for a new password that is not committed yet", async () => {
    const { id, enter } = await person();
    let state = "pending";
    let opening: Promise<unknown> | undefined;
    await withRole("leadline_auth", async (tx) => {
      await tx.update(users).set({ passwordHash: "another" }).where(eq(users.id, id));
      let hasCompared: () => void;
      const compared = new Promise<void>((resolve) => {
        hasCompared = resolve;
      });
      hooks.next.afterComparing = async () => hasCompared();
      opening = enter().then(
        () => (state = "opened"),
        () => (state = "refused"),
      );
      await compared;
      await setTimeout(300);
      expect(state).toBe("pending");
    });
    await opening;
    expect(state).toBe("refused");
    expect(await countSessions(id)).toBe(0);
  });

  test("the person is disabled: no session exists after they are enabled again", async () => {
    const { id, enter } = await person();
    hooks.next.afterComparing = () => setActive(id, false);
    await expect(enter()).rejects.toMatchObject(REFUSED);
    await setActive(id, true);
    expect(await countSessions(id)).toBe(0);
  });

  test("the person sets up a second factor: the password alone opens no session", async () => {
    const { id, password, enter, ctx } = await person();
    hooks.next.afterProof = async () => {
      const { secret } = await startSecondFactor(ctx, { password });
      await confirmSecondFactor(ctx, { code: codeOf(secret) });
    };
    await expect(enter()).rejects.toMatchObject(REFUSED);
    expect(await countSessions(id)).toBe(0);
  });

  test("a proof with the old password does not count for the session that changed it", async () => {
    const { id, password, ctx, ctxWith } = await person();
    const { id: sessionId, cookie } = await newSession(ctx);
    await letPass(sessionId, "authenticatedAt", 3600);
    const own = await ctxWith(cookie);
    hooks.next.afterComparing = () => changePassword(own, { current: password, password: randomUUID() });
    await expect(reauthenticateSession(own, { password })).rejects.toMatchObject({ status: 422 });
    const after = (await findSession(cookie))?.session;
    expect(Date.now() - (after?.authenticatedAt.getTime() ?? Date.now())).toBeGreaterThan(3_000_000);
    expect(await countSessions(id)).toBe(1);
  });
});

test("a session that moves to a workspace while its person is disabled there does not stay in it", async () => {
  const elsewhere = await newWorkspace();
  const { id, email, password, ctx } = await person();
  const { token } = await createInvite(elsewhere.admin, { role: "operator" });
  await acceptInvite({}, { token, name: "Olena", email, password });
  const opened = await newSession(ctx);
  let moving: Promise<unknown> | undefined;
  let disabling: Promise<unknown> | undefined;
  await withRole("leadline_auth", async (tx) => {
    await tx.select().from(sessions).where(eq(sessions.id, opened.id)).for("update");
    moving = moveSession(opened.token, elsewhere.workspaceId);
    await setTimeout(300);
    disabling = updateUser(elsewhere.job, id, { is_active: false });
    await setTimeout(300);
  });
  await Promise.all([moving, disabling]);
  await updateUser(elsewhere.job, id, { is_active: true });
  expect((await findSession(opened.cookie))?.workspaceId).not.toBe(elsewhere.workspaceId);
});

describe("with many sessions of one person", () => {
  test("the fifty most recently used are kept", async () => {
    const { id, enter, ctx } = await person();
    const [unused, used] = [await newSession(ctx), await newSession(ctx)];
    await letPass(unused.id, "lastSeenAt", 600);
    for (let count = 0; count < 48; count += 1) await newSession(ctx);
    const newest = await enter();
    expect(await countSessions(id)).toBe(50);
    expect(await findSession(unused.cookie)).toBeUndefined();
    expect(await findSession(used.cookie)).toBeDefined();
    const headers = headersWith(await cookieOf(newest));
    const { body } = await call(sessionList.GET, "GET", { headers });
    expect(body).toHaveLength(50);
  });

  test("two opened at once beyond the fiftieth end two older ones, and none of another person", async () => {
    const [one, other] = [await person(), await person()];
    const { cookie } = await newSession(other.ctx);
    for (let count = 0; count < 50; count += 1) await newSession(one.ctx);
    await Promise.all([newSession(one.ctx), newSession(one.ctx)]);
    expect(await countSessions(one.id)).toBe(50);
    expect(await findSession(cookie)).toBeDefined();
  });
});
