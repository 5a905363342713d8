import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { findSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { setPassword } from "#lib/workspace/team/set-password.ts";
import { call } from "#testing/api.ts";
import { cookieOf, letPass, newSession } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as me from "../../../app/api/v1/me/route.ts";
import * as one from "../../../app/api/v1/me/sessions/[id]/route.ts";
import * as all from "../../../app/api/v1/me/sessions/route.ts";
import type { SessionJson } from "./schema.ts";
import { deleteOldSessionsTask } from "./tasks.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const WINDOWS_CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

const get = (handler: Parameters<typeof call>[0], headers: Record<string, string>) =>
  call(handler, "GET", { headers });
const end = (id: number, headers: Record<string, string>) =>
  call(one.DELETE, "DELETE", { params: { id: String(id) }, headers });

describe("the limits of a session", () => {
  test.each([
    ["used within 12 hours", "lastSeenAt", 12 * HOUR - 60, true],
    ["idle for 12 hours", "lastSeenAt", 12 * HOUR + 60, false],
    ["signed in within 30 days", "createdAt", 30 * DAY - 60, true],
    ["signed in 30 days ago", "createdAt", 30 * DAY + 60, false],
  ] as const)("one that was %s", async (_what, moment, seconds, isOpen) => {
    const { id, cookie } = await newSession(workspace.admin);
    await letPass(id, moment, seconds);
    expect(Boolean(await findSession(cookie))).toBe(isOpen);
  });

  test("are those that the workspace has chosen", async () => {
    const { admin } = await newWorkspace();
    await updateSettings(admin, { session_idle_hours: 1, session_max_days: 2 });
    const [idle, old, open] = [await newSession(admin), await newSession(admin), await newSession(admin)];
    await letPass(idle.id, "lastSeenAt", HOUR + 60);
    await letPass(old.id, "createdAt", 2 * DAY + 60);
    await letPass(open.id, "lastSeenAt", HOUR - 60);
    expect(await findSession(idle.cookie)).toBeUndefined();
    expect(await findSession(old.cookie)).toBeUndefined();
    expect(await findSession(open.cookie)).toBeDefined();
  });

  test("a person's requests extend it, a page's automatic requests do not", async () => {
    const { id, cookie, headers } = await newSession(workspace.admin, { ip: "192.0.2.1" });
    await letPass(id, "lastSeenAt", 11 * HOUR);
    const seenAt = async () => {
      const { body } = await get(all.GET, { ...headers, "x-unattended": "1" });
      return Date.parse((body as SessionJson[]).find((session) => session.id === id)?.last_seen_at ?? "");
    };
    await get(me.GET, { ...headers, "x-unattended": "1" });
    await get(me.GET, { ...headers, accept: "text/event-stream" });
    expect(Date.now() - (await seenAt())).toBeGreaterThan(10 * HOUR * 1000);
    await get(me.GET, headers);
    expect(Date.now() - (await seenAt())).toBeLessThan(60_000);
    expect(await findSession(cookie)).toBeDefined();
  });

  test("ended sessions are deleted, open ones are kept", async () => {
    const { admin, job } = await newWorkspace();
    const [over, open] = [await newSession(admin), await newSession(admin)];
    await letPass(over.id, "lastSeenAt", 13 * HOUR);
    expect(await deleteOldSessionsTask(job)).toBe(1);
    expect(await deleteOldSessionsTask(job)).toBe(0);
    expect(await findSession(open.cookie)).toBeDefined();
  });
});

describe("the list of a person's sessions", () => {
  test("names browser, system and address, and marks the current session", async () => {
    const { admin } = await newWorkspace();
    const other = await newSession(admin, { ip: "192.0.2.7", userAgent: WINDOWS_CHROME });
    const here = await newSession(admin, { userAgent: "curl/8" });
    const { status, body } = await get(all.GET, here.headers);
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { id: here.id, browser: null, system: null, is_current: true },
      { id: other.id, browser: "Chrome", system: "Windows", ip: "192.0.2.7", is_current: false },
    ]);
  });

  test("contains and ends only the person's own sessions; another person's is not found", async () => {
    const [mine, theirs] = [await newSession(workspace.admin), await newSession(workspace.manager)];
    const { body } = await get(all.GET, mine.headers);
    expect((body as SessionJson[]).map(({ id }) => id)).not.toContain(theirs.id);
    expect((await end(theirs.id, mine.headers)).status).toBe(404);
    expect(await findSession(theirs.cookie)).toBeDefined();
    const ended = await newSession(workspace.admin);
    expect((await end(ended.id, mine.headers)).status).toBe(204);
    expect((await get(me.GET, ended.headers)).status).toBe(401);
    expect((await end(ended.id, mine.headers)).status).toBe(404);
  });

  test("all others can be ended at once, and the current one stays", async () => {
    const { admin } = await newWorkspace();
    const [here, other] = [await newSession(admin), await newSession(admin)];
    expect((await call(all.DELETE, "DELETE", { headers: here.headers })).status).toBe(204);
    expect(await findSession(other.cookie)).toBeUndefined();
    expect(await findSession(here.cookie)).toBeDefined();
  });
});

test("a person who is enabled again has no old session", async () => {
  const { job, manager } = await newWorkspace();
  const { cookie, userId } = await newSession(manager);
  await updateUser(job, userId, { is_active: false });
  await updateUser(job, userId, { is_active: true });
  expect(await findSession(cookie)).toBeUndefined();
});

test("a password set on the command line ends every session", async () => {
  const person = { email: `${randomUUID()}@test.example`, password: "a-long-password" };
  await createUser(workspace.job, { ...person, name: "Olena", role: "manager" });
  const cookie = await cookieOf(await signIn(person, {}));
  await setPassword({ ...person, password: "another-long-password" });
  expect(await findSession(cookie)).toBeUndefined();
});
