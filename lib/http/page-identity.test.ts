import { beforeAll, expect, test } from "vitest";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { newSession } from "#testing/session.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as leads from "../../app/api/v1/leads/route.ts";
import * as stream from "../../app/api/v1/stream/route.ts";
import { pageIdentityOf } from "./page-identity.ts";

let here: TestWorkspace;
let before: TestWorkspace;
let own: Record<string, string>;

beforeAll(async () => {
  [here, before] = await Promise.all([newWorkspace(), newWorkspace()]);
  ({ headers: own } = await newSession(here.admin));
});

const of = { params: Promise.resolve({}) };
const request = (path: string, headers: Record<string, string>, body?: unknown) =>
  new Request(`http://localhost${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      ...own,
      "content-type": "application/json",
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const codeOf = async (response: Response) => (await response.json()).code;

test("a page reads and changes the workspace that it was rendered for", async () => {
  const mark = { [PAGE_IDENTITY_HEADER]: pageIdentityOf(here.admin) };
  expect((await leads.POST(request("/api/v1/leads", mark, { source: "partner" }), of)).status).toBe(201);
  const list = await leads.GET(request("/api/v1/leads", mark), of);
  expect([list.status, await list.json()]).toMatchObject([200, [{ source: "partner" }]]);
});

test.each([
  ["another workspace", () => pageIdentityOf(before.admin)],
  ["another person", () => pageIdentityOf(here.manager)],
  ["nothing that we know", () => "x"],
])("a page rendered for %s can neither read nor change anything", async (_what, mark) => {
  const headers = { [PAGE_IDENTITY_HEADER]: mark() };
  const refused = await leads.POST(request("/api/v1/leads", headers, { source: "scanner" }), of);
  expect([refused.status, await codeOf(refused)]).toEqual([409, "session_switched"]);
  expect(await codeOf(await leads.GET(request("/api/v1/leads", headers), of))).toBe("session_switched");
  const told = await stream.GET(request(`/api/v1/stream?made_for=${mark()}`, {}), of);
  expect([told.status, await codeOf(told)]).toEqual([409, "session_switched"]);
  const all = await leads.GET(request("/api/v1/leads?source=scanner", {}), of);
  expect(await all.json()).toEqual([]);
});
