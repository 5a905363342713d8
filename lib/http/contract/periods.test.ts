import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { apiOperations } from "#testing/routes.ts";
import { newWorkspace } from "#testing/workspace.ts";
import * as trend from "../../../app/api/v1/dashboard/trend/route.ts";

let bearer: string;
beforeAll(async () => {
  const { job } = await newWorkspace();
  bearer = `Bearer ${(await createApiKey(job, { name: "periods", scope: "admin" })).key}`;
});

/** Every operation whose query names a period, with the names of its ends. */
async function operationsWithPeriods() {
  return (await apiOperations()).flatMap(({ contract, handler }) => {
    const shape = (contract.query as { shape?: Record<string, unknown> } | undefined)?.shape ?? {};
    const ends = Object.keys(shape).flatMap((from) => {
      const to = from.replace(/(^|_)from$/, "$1to");
      return to !== from && to in shape ? [{ from, to }] : [];
    });
    return ends.map(({ from, to }) => ({ contract, handler, from, to }));
  });
}

async function answersTo(query: (from: string, to: string) => string) {
  const operations = await operationsWithPeriods();
  return Promise.all(
    operations.map(async ({ contract, handler, from, to }) => {
      const params: Record<string, string> = contract.path.includes("{stage}") ? { stage: "new" } : {};
      // A trend of ten years has a point for each month.
      const interval = contract.path === "/dashboard/trend" ? "&interval=month" : "";
      const asked = { bearer, params, query: query(from, to) + interval };
      const { status, body } = await call(handler, "GET", asked);
      const codes = (body?.errors as { code: string }[] | undefined)?.map(({ code }) => code);
      return { operation: `${contract.path}?${from}`, status, codes };
    }),
  );
}

test("the list of operations with a period is complete", async () => {
  const paths = (await operationsWithPeriods()).map(({ contract }) => contract.path);
  expect(new Set(paths)).toEqual(
    new Set([
      "/appeals",
      "/board/leads",
      "/board/leads/{stage}",
      "/board/sales",
      "/board/sales/{stage}",
      "/dashboard/conversion-funnel",
      "/dashboard/operators",
      "/dashboard/period",
      "/dashboard/sources",
      "/dashboard/trend",
      "/events",
      "/leads",
      "/sales",
      "/scoring/calibration",
    ]),
  );
});

test.each(["0001-01-01", "1969-12-31", "9999-01-01", "2200-01-01", "0001-01-01T00:00:00Z"])(
  "every operation with a period returns 422 for %s",
  async (date) => {
    for (const { operation, status } of await answersTo((from) => `?${from}=${date}`))
      expect([operation, status]).toEqual([operation, 422]);
    for (const { operation, status } of await answersTo((_, to) => `?${to}=${date}`))
      expect([operation, status]).toEqual([operation, 422]);
  },
);

test("every operation with a period returns 422 period_too_long for more than ten years", async () => {
  const answers = await answersTo((from, to) => `?${from}=2010-01-01&${to}=2026-01-01`);
  for (const { operation, status, codes } of answers)
    expect([operation, status, codes]).toEqual([operation, 422, ["period_too_long"]]);
});

test("every operation with a period accepts ten years", async () => {
  const answers = await answersTo((from, to) => `?${from}=2016-01-02&${to}=2026-01-01`);
  for (const { operation, status } of answers) expect([operation, status]).toEqual([operation, 200]);
});

test("a report without an end runs until now, with the same limit", async () => {
  const reports = (await answersTo((from) => `?${from}=1990-01-01`)).filter(({ operation }) =>
    operation.endsWith("?from"),
  );
  expect(reports).toHaveLength(7);
  for (const { operation, status, codes } of reports)
    expect([operation, status, codes]).toEqual([operation, 422, ["period_too_long"]]);
});

test("a trend by days has a limit of two years, by weeks and months of ten", async () => {
  const ask = async (query: string) => {
    const { status, body } = await call(trend.GET, "GET", { bearer, query });
    const errors = body?.errors as { code: string; pointer: string }[] | undefined;
    return [status, ...(errors ?? []).map(({ code, pointer }) => `${pointer} ${code}`)];
  };
  expect(await ask("?from=2024-01-01&to=2025-12-31")).toEqual([200]);
  expect(await ask("?from=2024-01-01&to=2026-01-01")).toEqual([422, "/interval too_many_points"]);
  expect(await ask("?from=2024-01-01&to=2026-01-01&interval=week")).toEqual([200]);
  expect(await ask("?from=2010-01-01&to=2026-01-01")).toEqual([422, "/from period_too_long"]);
  expect(await ask("?interval=hour")).toEqual([422, "/interval invalid_value"]);
});
