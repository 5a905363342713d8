import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { type AnyHandler, apiRoutes, METHODS } from "#testing/routes.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";

/** The number of inputs over all routes. */
const RUNS = 2_000;

let workspace: TestWorkspace;
let bearer: string;
let targets: { path: string; method: string; handler: AnyHandler; allows: boolean }[];

beforeAll(async () => {
  workspace = await newWorkspace();
  bearer = `Bearer ${(await createApiKey(workspace.job, { name: "fuzz", scope: "admin" })).key}`;
  await newLead(workspace.manager, { name: "Must stay as it is" });
  const all = (await apiRoutes()).flatMap(({ path, handlers }) =>
    METHODS.map((method) => ({
      path,
      method,
      handler: handlers[method],
      allows: Boolean(handlers[method].contract) || (method === "HEAD" && Boolean(handlers.GET.contract)),
    })),
  );
  // Most inputs go to existing operations, and some to methods that a path does not have.
  targets = [
    ...all,
    ...all.filter(({ allows }) => allows).flatMap((target) => Array.from({ length: 8 }, () => target)),
  ];
});

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

/** Bodies that every operation refuses. */
const badBody = fc.oneof(
  fc.constantFrom(
    "",
    "null",
    "[]",
    "1",
    '"text"',
    "{",
    "{]",
    "tru",
    "\u0000",
    "{'a':1}",
    '{"a":1}{"b":2}',
    "NaN",
    "[[[[",
  ),
  fc.constant(JSON.stringify(deep(50))),
  fc.constant(`{"name":${"[".repeat(5_000)}${"]".repeat(5_000)}}`),
  fc.constant(`{"name":"${"x".repeat(1_100_000)}"}`),
  fc.constant('{"name":"a\\u0000b","source":"partner","stage":"new"}'),
  fc.constant('{"name":"\\ud800","source":"partner"}'),
  fc.constant('{"__proto__":{"admin":true},"constructor":1}'),
  fc.record({ unknown_field: fc.anything({ maxDepth: 2 }) }).map((body) => JSON.stringify(body) ?? "{"),
  fc
    .record({
      source: fc.constantFrom(1, true, [], {}, "no-such-source", null),
      stage: fc.constantFrom("nowhere", 5, null),
      increment: fc.constantFrom(0, -1, 1.5, 1e9, "5"),
      owner_id: fc.constantFrom(0, -1, 1.5, 2 ** 53, "1", {}),
      amount: fc.constantFrom(-1, 1e20, "many", 0.001),
      version: fc.constantFrom(0, -1, "x", 1e12),
      role: fc.constant("emperor"),
      time_zone: fc.constant("Mars/Olympus"),
    })
    .map((body) => JSON.stringify(body)),
);

const badId = fc.constantFrom(
  "0",
  "-1",
  "1.5",
  "abc",
  "9007199254740993",
  "1e3",
  "%00",
  "١",
  "null",
  "999999999999",
  " 1",
  "1 or 1=1",
);
const badQuery = fc.constantFrom(
  "?nothing=1",
  "?limit=0",
  "?limit=1e9",
  "?limit=abc",
  "?cursor=%00",
  "?cursor=abc",
  "?cursor=WyJhIiwiYiJd",
  "?sort=drop",
  "?q=%00",
  "?q=%ED%A0%80",
  "?stage=new&stage=lost",
  "?owner_id=1.5",
  "?from=yesterday",
  "?min_score=2",
  "?mode=magic",
  "?force=maybe",
);
const badHeaders = fc.constantFrom<Record<string, string>>(
  {},
  { "content-type": "text/plain" },
  { "content-type": "application/xml" },
  { "content-type": "application/json; charset=utf-16" },
  { "content-encoding": "gzip" },
  { "if-match": "not-a-version" },
  { "idempotency-key": "ключ".replaceAll(/[^ -~]/g, " ") },
  { "content-type": "multipart/form-data" },
);

const input = fc.record({
  target: fc.nat(),
  id: badId,
  query: badQuery,
  body: badBody,
  headers: badHeaders,
  /** The faults of this input; the rest may be valid. */
  fault: fc.constantFrom("query", "body", "id", "all"),
});

test(`${RUNS} bad inputs over all routes: only 4xx, all problem+json, nothing changed`, {
  timeout: 240_000,
}, async () => {
  const before = await tenantFingerprint(workspace.workspaceId);
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(input, async ({ target: place, id, query, body, headers, fault }) => {
      const target = targets[place % targets.length];
      if (!target) return;
      const { method, path, handler, allows } = target;
      const hasBody = method !== "GET" && method !== "HEAD";
      const isFaulty = (part: string) => fault === part || fault === "all";
      // A read has no body, and only some paths have an id; otherwise the query carries the fault.
      const asks = isFaulty("query") || !hasBody || !path.includes("{") ? query : "";
      const request = new Request(`http://leadline.test/api/v1${path.replaceAll(/[{}]/g, "")}${asks}`, {
        method,
        headers: { authorization: bearer, "content-type": "application/json", ...headers },
        ...(hasBody ? { body } : {}),
      });
      const params = Promise.resolve({
        id: isFaulty("id") ? id : "999999998",
        stage: isFaulty("id") ? "nowhere" : "new",
      });
      const response = await handler(request, { params });
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const told = `${method} ${path} ${asks} ${body.slice(0, 60)} → ${response.status}`;
      expect(response.status, told).toBeGreaterThanOrEqual(400);
      expect(response.status, told).toBeLessThan(500);
      expect(response.headers.get("content-type"), told).toBe("application/problem+json");
      if (!allows) expect(response.status, told).toBe(405);
    }),
    { numRuns: RUNS, seed: 20_261_121, endOnFailure: true },
  );
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(RUNS);
  expect(statuses.size).toBeGreaterThanOrEqual(4);
  expect(await tenantFingerprint(workspace.workspaceId)).toEqual(before);
  process.stdout.write(`bad inputs by status: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}\n`);
});

test("a cursor of another list is refused, and one of the same list works", async () => {
  const find = (path: string) =>
    targets.find((target) => target.path === path && target.method === "GET")?.handler;
  const read = async (path: string, query: string) => {
    const request = new Request(`http://leadline.test/${query}`, { headers: { authorization: bearer } });
    return find(path)?.(request, { params: Promise.resolve({ stage: "new" }) });
  };
  const made = Buffer.from(JSON.stringify(["not a time", 2])).toString("base64url");
  expect((await read("/leads", `?cursor=${made}`))?.status).toBe(422);
  const rank = Buffer.from(JSON.stringify(["a0", 1])).toString("base64url");
  expect((await read("/board/leads/{stage}", `?cursor=${rank}`))?.status).toBe(200);
});
