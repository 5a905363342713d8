import { expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { call } from "#testing/api.ts";
import { newLead, newSale, newWorkspace } from "#testing/workspace.ts";
import * as preview from "../../../app/api/v1/leads/bulk/preview/route.ts";
import * as bulk from "../../../app/api/v1/leads/bulk/route.ts";
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

test("a preview says to how many matching leads a change applies, and which are left out", async () => {
  const { bearer, manager, operator, ids, fresh, contacted } = await oneOfEach();
  const { operatorId } = operatorOf(operator);
  const previewOf = async (body: object) => {
    const { fingerprint: _fingerprint, ...counts } = (await call(preview.POST, "POST", { bearer, body }))
      .body;
    return counts;
  };
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

test("a job for other leads than the preview counted is refused, and starts after a new preview", async () => {
  const { bearer, manager } = await newWorkspace();
  const first = await newLead(manager);
  const body = { action: "move", stage: "contacted", filter: {}, only_applicable: true };
  const previewNow = async () => (await call(preview.POST, "POST", { bearer, body })).body;
  const start = (fingerprint: unknown) =>
    call(bulk.POST, "POST", { bearer, body: { ...body, fingerprint }, headers: { "idempotency-key": "k" } });
  const stale = await previewNow();
  const second = await newLead(manager);
  expect(await start(stale.fingerprint)).toMatchObject({ status: 409, body: { code: "selection_changed" } });
  const { applicable, fingerprint } = await previewNow();
  expect(applicable).toBe(2);
  // As many leads as were counted, but different ones.
  await moveLead(manager, first.id, { stage: "contacted" });
  await newLead(manager);
  expect(await start(fingerprint)).toMatchObject({ status: 409, body: { code: "selection_changed" } });
  // The same leads in another stage still need the change.
  const current = await previewNow();
  await updateLead(manager, second.id, { name: "Renamed" });
  expect(await start(current.fingerprint)).toMatchObject({ status: 202, body: { total: 2 } });
});

test("leads that are left out don't change the fingerprint; a request without one starts as before", async () => {
  const { bearer, manager, ids } = await oneOfEach();
  const body = { action: "move", stage: "contacted", filter: {}, only_applicable: true };
  const { fingerprint } = (await call(preview.POST, "POST", { bearer, body })).body;
  const lost = await newLead(manager);
  await moveLead(manager, lost.id, { stage: "lost", lost_reason: "No budget" });
  const confirmed = await call(bulk.POST, "POST", { bearer, body: { ...body, fingerprint } });
  expect(confirmed).toMatchObject({ status: 202, body: { total: 1 } });
  const { only_applicable: _, ...plain } = body;
  expect(await call(bulk.POST, "POST", { bearer, body: plain })).toMatchObject({
    status: 202,
    body: { total: ids.length + 1 },
  });
});
