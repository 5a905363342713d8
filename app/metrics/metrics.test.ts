import { expect, test, vi } from "vitest";
import { PEER_HEADER } from "#lib/http/client-address.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { newSession } from "#testing/session.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { GET } from "./route.ts";

// The environment is read once, by the first module that needs it.
const TOKEN = vi.hoisted(() => {
  process.env.METRICS_TOKEN = "metrics-token-of-a-test-0123456789";
  return process.env.METRICS_TOKEN;
});

async function answer(headers: Record<string, string>) {
  const request = new Request("http://127.0.0.1:3000/metrics", {
    headers: { host: "127.0.0.1:3000", [PEER_HEADER]: "127.0.0.1", ...headers },
  });
  const response = await GET(request);
  return { status: response.status, text: await response.text() };
}

const bearer = (token: string) => answer({ authorization: `Bearer ${token}` });

test("metrics are refused to a request from loopback without a key", async () => {
  expect(await answer({})).toMatchObject({ status: 401 });
  expect(await answer({ [PEER_HEADER]: "::1" })).toMatchObject({ status: 401 });
});

test("metrics are open to METRICS_TOKEN, and to no other token", async () => {
  expect(await bearer(TOKEN)).toMatchObject({
    status: 200,
    text: expect.stringContaining("leadline_request_seconds"),
  });
  for (const wrong of [TOKEN.slice(0, -1), `${TOKEN}0`, TOKEN.toUpperCase(), "lk_made-up"])
    expect(await bearer(wrong)).toMatchObject({ status: 401 });
  expect(await answer({ authorization: `Basic ${TOKEN}` })).toMatchObject({ status: 401 });
});

test("metrics are open to an API key of the admin scope, and to no other scope", async () => {
  const { job } = await newWorkspace();
  const keyOf = async (scope: "read" | "write" | "admin") =>
    (await createApiKey(job, { name: scope, scope })).key;
  expect((await bearer(await keyOf("admin"))).status).toBe(200);
  expect((await bearer(await keyOf("write"))).status).toBe(403);
  expect((await bearer(await keyOf("read"))).status).toBe(403);
});

test("metrics are refused to an admin's browser session", async () => {
  const { admin } = await newWorkspace();
  const { headers } = await newSession(admin);
  expect((await answer(headers)).status).toBe(401);
});
