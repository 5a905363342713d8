import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { settleBackground } from "#lib/core/background.ts";
import { log } from "#lib/core/log.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { authBrowser } from "#testing/next-auth.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { authOptions } from "./next-auth.ts";
import { findSession } from "./session.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** How many of the next sign-outs fail in the database, and whether looking up sessions fails too. */
const broken = vi.hoisted(() => ({ signOuts: 0, lookUps: false }));

vi.mock("./end-session.ts", async (original) => {
  const actual = await original<typeof import("./end-session.ts")>();
  const signOut: typeof actual.signOut = async (...args) => {
    broken.signOuts -= 1;
    if (broken.signOuts >= 0) throw new Error("the database is away");
    return actual.signOut(...args);
  };
  return { ...actual, signOut };
});

vi.mock("./session.ts", async (original) => {
  const actual = await original<typeof import("./session.ts")>();
  const findSessionByToken: typeof actual.findSessionByToken = (...args) =>
    broken.lookUps ? Promise.reject(new Error("the database is away")) : actual.findSessionByToken(...args);
  return { ...actual, findSessionByToken };
});

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});
beforeEach(() => {
  Object.assign(broken, { signOuts: 0, lookUps: false });
});

/** A signed-in browser, and the cookie that a thief would have copied. */
async function signedIn(onSignOutFailure?: (error: unknown) => void) {
  const person = { email: `${randomUUID()}@test.example`, password: randomUUID() as string };
  await createUser(workspace.job, { ...person, name: "Olena", role: "operator" });
  const browser = authBrowser(authOptions({}, onSignOutFailure));
  await browser.post("callback/password", person);
  return { browser, person, cookie: browser.cookies.get(sessionCookieName()) ?? "" };
}

test("a session is deleted before anything about it is looked up", async () => {
  const { browser, cookie } = await signedIn();
  broken.lookUps = true;
  await browser.post("signout");
  expect(await findSession(cookie)).toBeUndefined();
});

test("a sign-out whose deletion fails reports the failure", async () => {
  const failures: unknown[] = [];
  const { browser, cookie } = await signedIn((error) => failures.push(error));
  broken.signOuts = 1;
  await browser.post("signout");
  expect(failures).toHaveLength(1);
  expect(await findSession(cookie)).toBeDefined();
});

test("signing in again succeeds when the previous session cannot be ended; it is ended in the background", async () => {
  const errors = vi.spyOn(log, "error").mockImplementation(() => undefined);
  const { person, cookie } = await signedIn();
  broken.signOuts = 1;
  const again = authBrowser(authOptions({ cookie }));
  await again.post("callback/password", person);
  expect(await findSession(again.cookies.get(sessionCookieName()) ?? "")).toBeDefined();
  expect(errors).toHaveBeenCalledWith(expect.anything(), expect.stringContaining("session"));
  await settleBackground();
  expect(await findSession(cookie)).toBeUndefined();
});
