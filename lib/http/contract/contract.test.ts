import { beforeAll, describe, expect, test } from "vitest";
import { isForPeopleOnly, minRoleOf } from "#lib/auth/permissions.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { type AnyHandler, apiOperations, apiRoutes, METHODS, type RouteFile } from "#testing/routes.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { openApiDocument } from "../openapi.ts";
import type { Contract } from "./define.ts";
import { contracts } from "./registry.ts";

let workspace: TestWorkspace;
let routes: RouteFile[];
let operations: { contract: Contract; handler: AnyHandler }[];
const keys: Record<"read" | "write" | "admin", string> = { read: "", write: "", admin: "" };

beforeAll(async () => {
  [workspace, routes, operations] = await Promise.all([newWorkspace(), apiRoutes(), apiOperations()]);
  for (const scope of ["read", "write", "admin"] as const) {
    keys[scope] = `Bearer ${(await createApiKey(workspace.job, { name: scope, scope })).key}`;
  }
});

const nameOf = ({ method, path }: Contract) => `${method} ${path}`;
/** Ids that no record has. */
const params = { id: "999999999", stage: "new" };

describe("contracts and routes", () => {
  test("every contract has its route, and every route its contract", () => {
    const declared = contracts.map(({ contract }) => nameOf(contract)).sort();
    expect(operations.map(({ contract }) => nameOf(contract)).sort()).toEqual(declared);
    expect(new Set(declared).size).toBe(declared.length);
  });

  test("a route's file is where its contract says", () => {
    for (const { path, handlers } of routes) {
      for (const method of METHODS) {
        const { contract } = handlers[method];
        if (contract) expect(nameOf(contract)).toBe(`${method} ${path}`);
      }
    }
  });

  test("every path answers every method and lists the allowed ones", async () => {
    for (const { path, handlers } of routes) {
      for (const method of METHODS) {
        if (handlers[method].contract || (method === "HEAD" && handlers.GET.contract)) continue;
        const response = await handlers[method](new Request("http://x.test/", { method }), {
          params: Promise.resolve(params),
        });
        expect([path, method, response.status]).toEqual([path, method, 405]);
        expect(response.headers.get("allow")).toBeTruthy();
        expect(response.headers.get("content-type")).toBe("application/problem+json");
      }
    }
  });

  test("every operation refuses requests without a key and keys beyond their scope", async () => {
    const rank = { reader: 0, operator: 1, manager: 2, admin: 3 };
    for (const { contract, handler } of operations) {
      const anonymous = await call(handler, contract.method, { params });
      expect([nameOf(contract), anonymous.status]).toEqual([nameOf(contract), 401]);
      const wrong = await call(handler, contract.method, { params, bearer: "Bearer lk_wrong" });
      expect(wrong.status).toBe(401);
      const needed = rank[minRoleOf(contract.permission)];
      if (needed > rank.reader)
        expect((await call(handler, contract.method, { params, bearer: keys.read })).status).toBe(403);
      if (needed > rank.manager)
        expect((await call(handler, contract.method, { params, bearer: keys.write })).status).toBe(403);
    }
  });

  test("the answer of every list and single read matches its contract", async () => {
    for (const { contract, handler } of operations) {
      if (contract.method !== "GET" || contract.path === "/stream") continue;
      const query = contract.path === "/search" ? "?q=test" : "";
      const { status, body } = await call(handler, "GET", { params, query, bearer: keys.admin });
      if (isForPeopleOnly(contract.permission)) expect([contract.path, status]).toEqual([contract.path, 403]);
      else if (contract.path.includes("{id}")) expect([contract.path, status]).toEqual([contract.path, 404]);
      else {
        expect([contract.path, status]).toEqual([contract.path, 200]);
        expect(contract.response?.safeParse(body).error).toBeUndefined();
      }
    }
  });

  test("the document names every operation once", () => {
    const { paths } = openApiDocument() as { paths: Record<string, Record<string, { operationId: string }>> };
    const named = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(named.sort()).toEqual(contracts.map(({ name }) => name).sort());
  });
});
