import { beforeAll, expect, test, vi } from "vitest";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { clock } from "#lib/core/clock.ts";
import { call } from "#testing/api.ts";
import { newSource, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as operator from "../../../app/api/v1/operators/[id]/route.ts";
import * as operators from "../../../app/api/v1/operators/route.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

const create = (working_hours: unknown) =>
  call(operators.POST, "POST", { bearer: workspace.bearer, body: { name: "Nina", working_hours } });

// Red before 2026-11-30: 422, "must end after it begins".
test("accepts several spans a day and spans over midnight, and returns them unchanged", async () => {
  const hours = [
    { day: 1, from: 540, to: 780 },
    { day: 1, from: 840, to: 1080 },
    { day: 1, from: 1320, to: 360 },
    { day: 2, from: 0, to: 1440 },
    { day: 3, from: 1200, to: 0 },
  ];
  const made = await create(hours);
  expect([made.status, made.body.working_hours]).toEqual([201, hours]);
  const read = await call(operator.GET, "GET", {
    bearer: workspace.bearer,
    params: { id: String(made.body.id) },
  });
  expect(read.body.working_hours).toEqual(hours);
});

test("refuses a span of no length, and times outside of a day", async () => {
  for (const [from, to] of [
    [540, 540],
    [0, 0],
    [1440, 60],
    [-1, 60],
    [60, 1441],
  ])
    expect([from, to, (await create([{ day: 1, from, to }])).status]).toEqual([from, to, 422]);
});

test("an operator of a night shift that began yesterday gets an enquiry, and not after its end", async () => {
  const { manager } = workspace;
  const { source } = await newSource(workspace, { operatorCount: 0 });
  const body = {
    name: "Night",
    time_zone: "Europe/Kyiv",
    working_hours: [{ day: 2, from: 22 * 60, to: 6 * 60 }],
  };
  const made = await call(operators.POST, "POST", { bearer: workspace.bearer, body });
  await setWeights(manager, source.id, [{ operator_id: Number(made.body.id), weight: 1 }]);
  const enquireAt = async (time: string) => {
    const now = vi.spyOn(clock, "now").mockReturnValue(new Date(time));
    const appeal = await createAppeal(manager, { lead_external_id: time, source_id: source.id });
    now.mockRestore();
    return appeal.operatorId;
  };
  // Wednesday, 05:59 and 06:00 in Kyiv.
  expect(await enquireAt("2026-11-25T03:59:00Z")).toBe(made.body.id);
  expect(await enquireAt("2026-11-25T04:00:00Z")).toBeNull();
});
