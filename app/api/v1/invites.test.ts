import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { siteAddress } from "#lib/core/env.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { DELETE } from "./invites/[id]/route.ts";
import { GET, POST } from "./invites/route.ts";

let workspace: TestWorkspace;
let bearer: string;
beforeAll(async () => {
  workspace = await newWorkspace();
  bearer = `Bearer ${(await createApiKey(workspace.job, { name: "admin", scope: "admin" })).key}`;
});

test("an invite is created, listed and revoked; its link is returned once", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const body = { role: "manager", name: "Olena" };
  const made = await call(POST, "POST", { bearer, body, headers });
  expect(made.status).toBe(201);
  const { token, url, ...invite } = made.body;
  expect(url).toBe(`${siteAddress()}/join/${token}`);
  expect((await call(POST, "POST", { bearer, body, headers })).status).toBe(409);
  expect((await call(GET, "GET", { bearer })).body).toEqual([invite]);
  const params = { id: String(invite.id) };
  expect((await call(DELETE, "DELETE", { bearer, params })).body).toMatchObject({
    id: invite.id,
    revoked_at: expect.any(String),
  });
  expect((await call(GET, "GET", { bearer })).body).toEqual([]);
});

test("a key without the admin scope can't create, list or revoke invites", async () => {
  const { bearer } = workspace;
  for (const { status } of [
    await call(POST, "POST", { bearer, body: { role: "operator" } }),
    await call(GET, "GET", { bearer }),
    await call(DELETE, "DELETE", { bearer, params: { id: "1" } }),
  ])
    expect(status).toBe(403);
});

test.each([
  {},
  { role: "emperor" },
  { role: "admin", email: "no-address" },
  { role: "admin", expires_in_days: 0 },
])("%j is refused as an invite", async (body) => {
  expect((await call(POST, "POST", { bearer, body })).status).toBe(422);
});
