import { expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { moveLead } from "#lib/leads/move-lead.ts";
import { call } from "#lib/testing/api.ts";
import { newLead, newSale, newWorkspace } from "#lib/testing/workspace.ts";
import * as preview from "../../app/api/v1/leads/bulk/preview/route.ts";
import { startBulkJob } from "./start-bulk-job.ts";

/** A workspace with a lead in each stage. */
async function oneOfEach() {
  const workspace = await newWorkspace();
  const { manager, admin } = workspace;
  const fresh = await newLead(manager);
  const contacted = await newLead(manager);
  await moveLead(manager, contacted.id, { stage: "contacted" });
  const lost = await newLead(manager);
  await moveLead(manager, lost.id, { stage: "lost", lost_reason: "No budget" });
  const { lead: transferred } = await newSale(admin);
  return { ...workspace, ids: [fresh.id, contacted.id, lost.id, transferred.id], fresh, contacted };
}

test("before a change of all that match, it is said how many it applies to and which are left out", async () => {
  const { bearer, manager, operator, ids, fresh, contacted } = await oneOfEach();
  const { operatorId } = operatorOf(operator);
  const previewOf = async (body: object) => (await call(preview.POST, "POST", { bearer, body })).body;
  for (const meant of [{ ids }, { filter: {} }]) {
    expect(await previewOf({ action: "move", stage: "contacted", ...meant })).toEqual({
      total: 4,
      applicable: 1,
      left_out: { already_there: 1, final: 2, wrong_stage: 0 },
    });
    expect(await previewOf({ action: "move", stage: "qualified", ...meant })).toEqual({
      total: 4,
      applicable: 1,
      left_out: { already_there: 0, final: 2, wrong_stage: 1 },
    });
    expect(await previewOf({ action: "lose", lost_reason: "No", ...meant })).toEqual({
      total: 4,
      applicable: 2,
      left_out: { already_there: 1, final: 1, wrong_stage: 0 },
    });
    expect(await previewOf({ action: "assign", operator_id: operatorId, ...meant })).toMatchObject({
      applicable: 2,
      left_out: { final: 2 },
    });
    expect(await previewOf({ action: "assign", operator_id: null, ...meant })).toMatchObject({
      applicable: 0,
    });
  }
  const job = await startBulkJob(manager, {
    action: "assign",
    operator_id: operatorId,
    filter: {},
    only_applicable: true,
  });
  expect(job.total).toBe([fresh, contacted].length);
});

test("a change that applies to none of the leads is not started", async () => {
  const { manager, contacted } = await oneOfEach();
  await expect(
    startBulkJob(manager, {
      action: "move",
      stage: "contacted",
      ids: [contacted.id],
      only_applicable: true,
    }),
  ).rejects.toMatchObject({ status: 422, problems: [{ code: "nothing_applicable" }] });
});
