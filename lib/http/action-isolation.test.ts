import { globSync } from "node:fs";
import { resolve } from "node:path";
import { encode } from "next-auth/jwt";
import { beforeAll, expect, test, vi } from "vitest";
import { createApiKey } from "#lib/api-keys/create-api-key.ts";
import { createAppeal } from "#lib/appeals/create-appeals.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { SESSION_MAX_AGE } from "#lib/auth/session-cookie.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { MADE_FOR_HEADER } from "#lib/core/made-for.ts";
import { acceptInvite } from "#lib/invites/accept-invite.ts";
import { createInvite } from "#lib/invites/create-invite.ts";
import { AcceptInviteInput } from "#lib/invites/schema.ts";
import { createDepartment } from "#lib/team/create-department.ts";
import { tenantFingerprint } from "#lib/testing/fingerprint.ts";
import { newLead, newSale, newSource, newWorkspace, type TestWorkspace } from "#lib/testing/workspace.ts";
import { type ActionResult, publicAction } from "./action.ts";
import { pageMark } from "./made-for.ts";

// Next gives a request's cookies only inside its own server; the session in them is a real one.
const request = vi.hoisted(() => ({
  cookie: undefined as string | undefined,
  headers: {} as Record<string, string>,
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (request.cookie ? { value: request.cookie } : undefined) }),
  headers: async () => new Headers(request.headers),
}));

type Ids = {
  lead: number;
  sale: number;
  appeal: number;
  source: number;
  department: number;
  user: number;
  key: number;
  invite: number;
  operator: number;
};

/** The input of each action that would be accepted with own ids; actions that take no id are named `undefined`. */
const INPUTS: Record<string, ((ids: Ids) => unknown) | undefined> = {
  createAppealAction: ({ source }) => ({ lead_external_id: "theirs", source_id: source }),
  createInviteAction: undefined,
  revokeInviteAction: ({ invite }) => ({ inviteId: invite }),
  acceptInviteAction: () => ({
    token: "made up",
    name: "X",
    email: "x@test.example",
    password: "a-long-password",
  }),
  createLeadAction: ({ operator }) => ({ source: "partner", owner_id: operator }),
  updateLeadAction: ({ lead }) => ({ leadId: lead, input: { name: "Taken over", version: 1 } }),
  moveLeadAction: ({ lead }) => ({ leadId: lead, input: { stage: "contacted" } }),
  undoLeadMoveAction: ({ lead }) => ({ leadId: lead }),
  transferLeadAction: ({ lead }) => ({ leadId: lead, input: {} }),
  assignLeadAction: ({ lead }) => ({ leadId: lead, input: { operator_id: null } }),
  addMessagesAction: ({ lead }) => ({ leadId: lead, input: { increment: 1 } }),
  giveFeedbackAction: ({ lead }) => ({ leadId: lead, input: { assessment_id: 1, verdict: "agree" } }),
  moveSaleAction: ({ sale }) => ({ saleId: sale, input: { stage: "kyc" } }),
  undoSaleMoveAction: ({ sale }) => ({ saleId: sale }),
  updateSaleAction: ({ sale }) => ({ saleId: sale, input: { amount: 1, version: 1 } }),
  acceptAppealAction: ({ appeal }) => ({ appealId: appeal }),
  closeAppealAction: ({ appeal }) => ({ appealId: appeal }),
  returnAppealAction: ({ appeal }) => ({ appealId: appeal, input: { reason: "Taken over" } }),
  assignAppealAction: ({ appeal, operator }) => ({ appealId: appeal, input: { operator_id: operator } }),
  answerAppealAction: ({ appeal }) => ({ appealId: appeal, input: { text: "Taken over" } }),
  setWeightsAction: ({ source }) => ({ sourceId: source, input: [], seen: [] }),
  updateSourceAction: ({ source }) => ({ sourceId: source, input: { name: "Taken over" } }),
  createSourceAction: undefined,
  createOperatorAction: ({ user }) => ({ name: "X", user_id: user }),
  updateOperatorAction: ({ operator }) => ({ operatorId: operator, input: { name: "Taken over" } }),
  reassignOperatorAction: ({ operator }) => ({ operatorId: operator, input: {} }),
  createDepartmentAction: undefined,
  updateDepartmentAction: ({ department }) => ({ departmentId: department, input: { name: "Taken over" } }),
  deleteDepartmentAction: ({ department }) => ({ departmentId: department }),
  updateUserAction: ({ user }) => ({ userId: user, input: { is_active: false } }),
  revokeApiKeyAction: ({ key }) => ({ keyId: key }),
  updateProfileAction: undefined,
  changePasswordAction: undefined,
  endSessionsAction: undefined,
  startSecondFactorAction: undefined,
  confirmSecondFactorAction: undefined,
  disableSecondFactorAction: undefined,
  renewRecoveryCodesAction: undefined,
  updateSettingsAction: undefined,
  createUserAction: undefined,
  createApiKeyAction: undefined,
  wipeDemoAction: undefined,
};

/** Their foreign id stands in a field. */
const REFUSED_AS_INPUT = new Set(["createLeadAction", "createOperatorAction"]);

/** They look for their permission in the input instead of a session. */
const OPEN_TO_ANYBODY = new Set(["acceptInviteAction"]);

type Action = (input: unknown, key: string) => Promise<ActionResult<unknown>>;

let own: TestWorkspace;
let other: TestWorkspace;
let foreign: Ids;
let actions: [string, Action][];

const userOf = ({ actor }: Ctx) => {
  if (actor.kind !== "user" || actor.operatorId === null) throw new Error("not a user with an operator");
  return { user: actor.id, operator: actor.operatorId };
};

beforeAll(async () => {
  [own, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  const { source } = await newSource(other);
  const department = await createDepartment(other.admin, { name: "Secret" });
  const [lead, { sale }, appeal, key, invite] = await Promise.all([
    newLead(other.admin),
    newSale(other.admin),
    createAppeal(other.admin, { lead_external_id: "shared", source_id: source.id }),
    createApiKey(other.job, { name: "Secret", scope: "read" }),
    createInvite(other.job, { role: "admin" }),
  ]);
  foreign = {
    lead: lead.id,
    sale: sale.id,
    appeal: appeal.id,
    source: source.id,
    department: department.id,
    key: key.id,
    invite: invite.id,
    ...userOf(other.admin),
  };
  const modules = await Promise.all(globSync("app/**/actions.ts").map((file) => import(resolve(file))));
  actions = modules.flatMap((module) => Object.entries(module)) as [string, Action][];
  request.cookie = await encode({
    token: { userId: userOf(own.admin).user, workspaceId: own.workspaceId, sessionVersion: 1 },
    secret: authSecret(),
    maxAge: SESSION_MAX_AGE,
  });
  request.headers = { [MADE_FOR_HEADER]: pageMark(own.admin) };
});

test("every action is tried", () => {
  expect(actions.map(([name]) => name).sort()).toEqual(Object.keys(INPUTS).sort());
});

test("an action with another workspace's id does nothing", async () => {
  const before = await tenantFingerprint(other.workspaceId);
  for (const [name, run] of actions) {
    const input = INPUTS[name]?.(foreign);
    if (!input) continue;
    const result = await run(input, crypto.randomUUID());
    expect([name, result.ok ? 200 : result.problem.status]).toEqual([
      name,
      REFUSED_AS_INPUT.has(name) ? 422 : 404,
    ]);
  }
  expect(await tenantFingerprint(other.workspaceId)).toEqual(before);
});

test("an action of a page that was made for another workspace or person does nothing", async () => {
  const mine = request.headers;
  const before = await tenantFingerprint(own.workspaceId);
  const otherPages: Record<string, string>[] = [
    { [MADE_FOR_HEADER]: pageMark(other.admin) },
    { [MADE_FOR_HEADER]: pageMark(own.manager) },
    {},
  ];
  for (const headers of otherPages) {
    request.headers = headers;
    for (const [name, run] of actions) {
      if (OPEN_TO_ANYBODY.has(name)) continue;
      const result = await run(INPUTS[name]?.(foreign) ?? {}, crypto.randomUUID());
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
    const result = await run(INPUTS[name]?.(foreign) ?? {}, crypto.randomUUID());
    expect([name, result.ok ? 200 : result.problem.status]).toEqual([
      name,
      OPEN_TO_ANYBODY.has(name) ? 404 : 401,
    ]);
  }
  request.cookie = cookie;
});

/** What makes something; each with an input that a form would send. */
const MADE: Record<string, () => unknown> = {
  createLeadAction: () => ({ source: "partner", name: "Once" }),
  createAppealAction: () => ({ lead_external_id: "once", source: "partner" }),
  createInviteAction: () => ({ role: "operator" }),
  createApiKeyAction: () => ({ name: "Once", scope: "read" }),
  createUserAction: () => ({
    name: "Once",
    email: `once-${crypto.randomUUID()}@test.example`,
    role: "operator",
    password: "a-long-password",
  }),
  createSourceAction: () => ({ name: "Once" }),
  createOperatorAction: () => ({ name: "Once", max_load: 1 }),
  createDepartmentAction: () => ({ name: `Once ${crypto.randomUUID()}` }),
};

/** Their answer is shown once, so a repetition is only told that there was one. */
const WITH_SECRET = new Set(["createInviteAction", "createApiKeyAction"]);

test("whatever an action makes it makes once for its key, however often the answer is lost", async () => {
  const making = actions.filter(([name]) => name.startsWith("create"));
  expect(making.map(([name]) => name).sort()).toEqual(Object.keys(MADE).sort());
  for (const [name, run] of making) {
    const [input, key] = [MADE[name]?.(), crypto.randomUUID()];
    const first = await run(input, key);
    expect([name, first]).toEqual([name, expect.objectContaining({ ok: true })]);
    const before = await tenantFingerprint(own.workspaceId);
    const again = await run(input, key);
    if (WITH_SECRET.has(name)) expect(again).toMatchObject({ problem: { code: "answer_not_kept" } });
    else expect([name, again]).toEqual([name, first]);
    expect([name, await tenantFingerprint(own.workspaceId)]).toEqual([name, before]);
  }
});

test("an action for whoever has no session refuses by its verb's own rule, and checks its input", async () => {
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
