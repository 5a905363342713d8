import { beforeAll, expect, test, vi } from "vitest";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { AcceptInviteInput } from "#lib/workspace/invites/schema.ts";
import {
  ACTION_INPUTS_AT_HOME,
  ACTION_INPUTS_BY_ID,
  ACTION_INPUTS_WITHOUT_ID,
  type Action,
  allActions,
  REFUSED_AS_INPUT,
} from "#testing/action-inputs.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { fillWorkspace, type Rows } from "#testing/operations.ts";
import { newSession } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { publicAction } from "./action.ts";
import { pageIdentityOf } from "./page-identity.ts";

// Next gives a request's cookies only inside its own server. The session in them is a real one.
const request = vi.hoisted(() => ({
  cookie: undefined as string | undefined,
  headers: {} as Record<string, string>,
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (request.cookie ? { value: request.cookie } : undefined) }),
  headers: async () => new Headers(request.headers),
}));

/** Actions whose permission is a token in the input instead of a session. */
const OPEN_TO_ANYBODY = new Set(["acceptInviteAction", "openDemoLinkAction"]);

let own: TestWorkspace;
let other: TestWorkspace;
let foreign: Rows;
let actions: [string, Action][];

beforeAll(async () => {
  [own, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  foreign = await fillWorkspace(other);
  actions = await allActions();
  ({ cookie: request.cookie } = await newSession(own.admin));
  request.headers = { [PAGE_IDENTITY_HEADER]: pageIdentityOf(own.admin) };
});

const inputOf = (name: string) => ACTION_INPUTS_BY_ID[name]?.(foreign) ?? ACTION_INPUTS_WITHOUT_ID[name]?.();

test("every action is covered", () => {
  const known = [...Object.keys(ACTION_INPUTS_BY_ID), ...Object.keys(ACTION_INPUTS_WITHOUT_ID)];
  expect(actions.map(([name]) => name).sort()).toEqual(known.sort());
});

test("an action with another workspace's id does nothing", async () => {
  const before = await tenantFingerprint(other.workspaceId);
  for (const [name, run] of actions) {
    const input = ACTION_INPUTS_BY_ID[name]?.(foreign);
    if (!input) continue;
    const result = await run(input, crypto.randomUUID());
    expect([name, result.ok ? 200 : result.problem.status]).toEqual([
      name,
      REFUSED_AS_INPUT.has(name) ? 422 : 404,
    ]);
  }
  expect(await tenantFingerprint(other.workspaceId)).toEqual(before);
});

test("an action of a page created for another workspace or person does nothing", async () => {
  const mine = request.headers;
  const before = await tenantFingerprint(own.workspaceId);
  const otherPages: Record<string, string>[] = [
    { [PAGE_IDENTITY_HEADER]: pageIdentityOf(other.admin) },
    { [PAGE_IDENTITY_HEADER]: pageIdentityOf(own.manager) },
    {},
  ];
  for (const headers of otherPages) {
    request.headers = headers;
    for (const [name, run] of actions) {
      if (OPEN_TO_ANYBODY.has(name)) continue;
      const result = await run(inputOf(name), crypto.randomUUID());
      expect([name, !result.ok && result.problem.code]).toEqual([name, "session_switched"]);
    }
  }
  request.headers = mine;
  expect(await tenantFingerprint(own.workspaceId)).toEqual(before);
});

test("an action without a session does nothing", async () => {
  const { cookie } = request;
  request.cookie = undefined;
  for (const [name, run] of actions) {
    const result = await run(inputOf(name), crypto.randomUUID());
    expect([name, result.ok ? 200 : result.problem.status]).toEqual([
      name,
      OPEN_TO_ANYBODY.has(name) ? 404 : 401,
    ]);
  }
  request.cookie = cookie;
});

/** Actions whose answer is shown once, so a repetition only learns that there was one. */
const WITH_SECRET = new Set(["createInviteAction", "createApiKeyAction"]);

test("every creating action creates once per key, however often the answer is lost", async () => {
  const making = actions.filter(([name]) => name.startsWith("create"));
  expect(making.length).toBeGreaterThan(7);
  for (const [name, run] of making) {
    const [input, key] = [
      ACTION_INPUTS_AT_HOME[name]?.() ?? ACTION_INPUTS_WITHOUT_ID[name]?.(),
      crypto.randomUUID(),
    ];
    const first = await run(input, key);
    expect([name, first]).toEqual([name, expect.objectContaining({ ok: true })]);
    const before = await tenantFingerprint(own.workspaceId);
    const again = await run(input, key);
    if (WITH_SECRET.has(name)) expect(again).toMatchObject({ problem: { code: "answer_not_kept" } });
    else expect([name, again]).toEqual([name, first]);
    expect([name, await tenantFingerprint(own.workspaceId)]).toEqual([name, before]);
  }
});

test("an action for people without a session applies its verb's own rule, and checks its input", async () => {
  const accept = publicAction(AcceptInviteInput, acceptInvite);
  const person = { name: "Olena", email: "olena@test.example", password: "a-long-password" };
  expect(await accept({ token: "made up", ...person })).toMatchObject({
    ok: false,
    problem: { status: 404, code: "invite_not_valid" },
  });
  expect(await accept({ token: "made up", ...person, password: "short" })).toMatchObject({
    ok: false,
    problem: { status: 422, errors: [{ pointer: "/password" }] },
  });
});
