import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { createApiKey } from "#lib/api-keys/create-api-key.ts";
import { createAppeal } from "#lib/appeals/create-appeals.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { startBulkJob } from "#lib/bulk/start-bulk-job.ts";
import { setWeights } from "#lib/distribution/set-weights.ts";
import { createInvite } from "#lib/invites/create-invite.ts";
import { addMessages } from "#lib/messages/add-messages.ts";
import { createSource } from "#lib/sources/create-source.ts";
import { createDepartment } from "#lib/team/create-department.ts";
import { call } from "#lib/testing/api.ts";
import { tenantFingerprint } from "#lib/testing/fingerprint.ts";
import { type AnyHandler, apiOperations } from "#lib/testing/routes.ts";
import { newSale, newWorkspace, type TestWorkspace } from "#lib/testing/workspace.ts";
import { createView } from "#lib/views/create-view.ts";
import type { Contract } from "./contract/define.ts";

/** Rows of a workspace, by what an id in a path or a body refers to. */
type Rows = Record<
  | "lead"
  | "bulk-job"
  | "sale"
  | "appeal"
  | "operator"
  | "department"
  | "source"
  | "user"
  | "api-key"
  | "invite"
  | "assessment"
  | "view",
  number
>;

async function fill({ admin }: TestWorkspace): Promise<Rows> {
  const { lead, assessment, sale } = await newSale(admin, { external_id: "shared", name: "Secret" });
  await addMessages(admin, lead.id, { text: "Secret words", direction: "out" });
  const department = await createDepartment(admin, { name: "Secret" });
  const source = await createSource(admin, { name: "Secret" });
  await setWeights(admin, source.id, [{ operator_id: operatorOf(admin).operatorId, weight: 1 }]);
  const appeal = await createAppeal(admin, {
    lead_external_id: "shared",
    source_id: source.id,
    message: "Secret",
  });
  const key = await createApiKey(admin, { name: "Secret", scope: "read" });
  const invite = await createInvite(admin, { role: "admin", name: "Secret" });
  const view = await createView(admin, { board: "leads", name: "Secret", query: "", is_shared: true });
  const { id: userId } = admin.actor;
  if (userId === null) throw new Error("an admin without an id");
  const job = await startBulkJob(admin, { action: "lose", lost_reason: "Secret", ids: [lead.id] });
  return {
    lead: lead.id,
    "bulk-job": job.id,
    sale: sale.id,
    appeal: appeal.id,
    operator: operatorOf(admin).operatorId,
    department: department.id,
    source: source.id,
    user: userId,
    "api-key": key.id,
    invite: invite.id,
    assessment: assessment.id,
    view: view.id,
  };
}

let own: Rows;
let foreign: Rows;
let other: TestWorkspace;
let bearer: string;
let operations: { contract: Contract; handler: AnyHandler }[];

beforeAll(async () => {
  const mine = await newWorkspace();
  other = await newWorkspace();
  [own, foreign, operations] = await Promise.all([fill(mine), fill(other), apiOperations()]);
  bearer = `Bearer ${(await createApiKey(mine.job, { name: "admin", scope: "admin" })).key}`;
});

/** `/leads/{id}/…` is about leads. */
const subjectOf = ({ path }: Contract) => /([a-z-]+)s\/\{id\}/.exec(path)?.[1] as keyof Rows;

/** A body that would be accepted with an own id in the path. */
const BODIES: Record<string, (rows: Rows) => unknown> = {
  "PATCH /leads/{id}": () => ({ name: "Taken over" }),
  "PATCH /leads/{id}/stage": () => ({ stage: "lost", lost_reason: "Taken over" }),
  "POST /leads/{id}/assign": () => ({ operator_id: null }),
  "POST /leads/{id}/messages": () => ({ increment: 1 }),
  "POST /leads/{id}/feedback": (rows) => ({ assessment_id: rows.assessment, verdict: "agree" }),
  "PATCH /sales/{id}": () => ({ amount: 1 }),
  "PATCH /views/{id}": () => ({ name: "Taken over" }),
  "PATCH /sales/{id}/stage": () => ({ stage: "kyc" }),
  "POST /appeals/{id}/assign": (rows) => ({ operator_id: rows.operator }),
  "POST /appeals/{id}/return": () => ({ reason: "Taken over" }),
  "POST /appeals/{id}/messages": () => ({ text: "Taken over" }),
  "POST /operators/{id}/presence": () => ({ state: "offline" }),
  "POST /sources/{id}/weights": () => [],
  "POST /sources/{id}/simulate": () => ({ period_days: 7 }),
  "PATCH /operators/{id}": () => ({ name: "Taken over" }),
  "PATCH /departments/{id}": () => ({ name: "Taken over" }),
  "PATCH /sources/{id}": () => ({ name: "Taken over" }),
  "PATCH /users/{id}": () => ({ is_active: false }),
};

/** What an id in a query refers to. */
const QUERY_SUBJECT: Record<string, keyof Rows> = {
  lead_id: "lead",
  subject_id: "lead",
  owner_id: "operator",
  department_id: "department",
  source_id: "source",
};

const takesBody = ({ body, optionalBody }: Contract) => Boolean(body) && !optionalBody;

test("another workspace's id in a path is not there, and nothing changes", async () => {
  const before = await tenantFingerprint(other.workspaceId);
  let tried = 0;
  for (const { contract, handler } of operations) {
    if (!contract.path.includes("{id}")) continue;
    const name = `${contract.method} ${contract.path}`;
    const body = BODIES[name]?.(foreign);
    // A new operation has to be added to BODIES: without a body this would test nothing but the schema.
    expect([name, takesBody(contract) && body === undefined]).toEqual([name, false]);
    const answer = await call(handler, contract.method, {
      params: { id: String(foreign[subjectOf(contract)]) },
      bearer,
      body,
    });
    expect([name, answer.status]).toEqual([name, 404]);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(20);
  expect(await tenantFingerprint(other.workspaceId)).toEqual(before);
});

test("another workspace's id in a body is refused", async () => {
  const before = await tenantFingerprint(other.workspaceId);
  const cases: [string, string, unknown, keyof Rows | undefined][] = [
    ["POST", "/leads", { source: "partner", owner_id: foreign.operator }, undefined],
    ["POST", "/leads/bulk", { action: "analyze", ids: [own.lead, foreign.lead] }, undefined],
    ["POST", "/leads/bulk", { action: "assign", operator_id: foreign.operator, ids: [own.lead] }, undefined],
    ["POST", "/leads/bulk", { action: "analyze", filter: { owner_id: foreign.operator } }, undefined],
    ["POST", "/leads/{id}/assign", { operator_id: foreign.operator }, "lead"],
    ["POST", "/leads/{id}/feedback", { assessment_id: foreign.assessment, verdict: "agree" }, "lead"],
    ["PATCH", "/sales/{id}", { owner_id: foreign.operator }, "sale"],
    ["PATCH", "/sales/{id}/stage", { stage: "new", before_id: foreign.sale }, "sale"],
    ["PATCH", "/leads/{id}/stage", { stage: "transferred", after_id: foreign.lead }, "lead"],
    ["POST", "/appeals", { lead_external_id: "x", source_id: foreign.source }, undefined],
    ["POST", "/appeals/{id}/assign", { operator_id: foreign.operator }, "appeal"],
    ["POST", "/operators/{id}/reassign", { to_operator_id: foreign.operator }, "operator"],
    ["POST", "/sources/{id}/weights", [{ operator_id: foreign.operator, weight: 1 }], "source"],
    ["POST", "/operators", { name: "X", department_id: foreign.department }, undefined],
    ["POST", "/operators", { name: "X", user_id: foreign.user }, undefined],
    ["PATCH", "/operators/{id}", { department_id: foreign.department }, "operator"],
    ["POST", "/sources", { name: "X", department_id: foreign.department }, undefined],
    ["PATCH", "/sources/{id}", { department_id: foreign.department }, "source"],
  ];
  for (const [method, path, body, subject] of cases) {
    const operation = operations.find(({ contract }) => contract.method === method && contract.path === path);
    if (!operation) throw new Error(`no operation ${method} ${path}`);
    const params: Record<string, string> = subject ? { id: String(own[subject]) } : {};
    const { status } = await call(operation.handler, method, { params, bearer, body });
    expect([method, path, [404, 422].includes(status)]).toEqual([method, path, true]);
  }
  expect(await tenantFingerprint(other.workspaceId)).toEqual(before);
});

test("another workspace's id in a query finds nothing", async () => {
  for (const { contract, handler } of operations) {
    const names = Object.keys((contract.query as z.ZodObject | undefined)?.shape ?? {});
    for (const name of names.filter(
      (parameter) => parameter.endsWith("_id") && parameter !== "external_id",
    )) {
      const id = foreign[QUERY_SUBJECT[name] ?? "operator"];
      const { status, body } = await call(handler, "GET", {
        params: { stage: "new" },
        query: `?${name}=${id}${name === "subject_id" ? "&subject_type=lead" : ""}`,
        bearer,
      });
      expect([contract.path, name, status]).toEqual([contract.path, name, 200]);
      expect(JSON.stringify(body)).not.toContain("Secret words");
      const cards = contract.path.startsWith("/board") ? JSON.stringify(body).match(/"id":\d+/g) : body;
      expect(cards?.length ?? 0).toBe(0);
    }
  }
});

test("no list of one workspace holds a row of the other", async () => {
  for (const { contract, handler } of operations) {
    if (contract.method !== "GET" || contract.path.includes("{id}") || contract.path === "/stream") continue;
    const query = contract.path === "/search" ? "?q=secret" : "";
    const { body } = await call(handler, "GET", { params: { stage: "transferred" }, query, bearer });
    const ids = Array.isArray(body) ? (body as { id: number }[]).map(({ id }) => id) : [];
    for (const [subject, id] of Object.entries(foreign)) {
      if (contract.path.endsWith(`${subject}s`)) expect(ids, contract.path).not.toContain(id);
    }
  }
});
