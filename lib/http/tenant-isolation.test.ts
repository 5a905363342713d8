import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { isForPeopleOnly } from "#lib/auth/permissions.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { BODIES_BY_ID, fillWorkspace, type Rows, subjectOf, takesBody } from "#testing/operations.ts";
import { type AnyHandler, apiOperations } from "#testing/routes.ts";
import { newSession } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import type { Contract } from "./contract/define.ts";

let own: Rows;
let foreign: Rows;
let other: TestWorkspace;
let bearer: string;
let session: Awaited<ReturnType<typeof newSession>>;
let operations: { contract: Contract; handler: AnyHandler }[];

beforeAll(async () => {
  const mine = await newWorkspace();
  other = await newWorkspace();
  [own, foreign, operations] = await Promise.all([
    fillWorkspace(mine),
    fillWorkspace(other),
    apiOperations(),
  ]);
  session = await newSession(mine.admin);
  bearer = `Bearer ${(await createApiKey(mine.job, { name: "admin", scope: "admin" })).key}`;
});

/** The kind of record that an id in a query refers to. */
const QUERY_SUBJECT: Record<string, keyof Rows> = {
  lead_id: "lead",
  subject_id: "lead",
  owner_id: "operator",
  department_id: "department",
  source_id: "source",
};

test("another workspace's id in a path is not found, and nothing changes", async () => {
  const before = await tenantFingerprint(other.workspaceId);
  let tried = 0;
  for (const { contract, handler } of operations) {
    if (!contract.path.includes("{id}")) continue;
    const name = `${contract.method} ${contract.path}`;
    const body = BODIES_BY_ID[name]?.(foreign);
    // Add new operations to BODIES_BY_ID: without a body this would test only the schema.
    expect([name, takesBody(contract) && body === undefined]).toEqual([name, false]);
    const answer = await call(handler, contract.method, {
      params: { id: String(foreign[subjectOf(contract)]) },
      ...(isForPeopleOnly(contract.permission) ? { headers: session.headers } : { bearer }),
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
    ["POST", "/leads/bulk/preview", { action: "analyze", ids: [own.lead, foreign.lead] }, undefined],
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

test("no list of one workspace contains a row of the other", async () => {
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
