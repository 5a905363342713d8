import { beforeAll, expect, test } from "vitest";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { GET } from "./events/route.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
  await newLead(workspace.manager);
});

const read = (query: string) =>
  GET(
    new Request(`http://leadline.test/api/v1/events${query}`, {
      headers: { authorization: workspace.bearer, accept: "text/csv" },
    }),
    { params: Promise.resolve({}) },
  );

test.each([
  ["", ","],
  ["?separator=%3B", ";"],
  ["?separator=%2C&type=lead.", ","],
  ["?separator=%09", "\t"],
])("the log with %j has cells separated by %j", async (query, separator) => {
  const response = await read(query);
  expect(response.status).toBe(200);
  const [heads = "", ...lines] = (await response.text()).trim().split("\n");
  expect(heads.split(separator).length).toBeGreaterThan(5);
  expect(lines.length).toBeGreaterThan(0);
});

test.each(["?separator=", "?separator=%7C", "?separator=semicolon"])("%j is refused", async (query) => {
  expect((await read(query)).status).toBe(422);
});
