import { beforeAll, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { acceptAppeal } from "#lib/conversations/appeals/accept-appeal.ts";
import { assignAppeal } from "#lib/conversations/appeals/assign-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { reassignOperator } from "#lib/conversations/appeals/reassign-operator.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import type { AppError } from "#lib/core/errors.ts";
import { read } from "#lib/core/transact.ts";
import { startBulkJob } from "#lib/operations/bulk/start-bulk-job.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { call } from "#testing/api.ts";
import {
  newLead,
  newSale,
  newSource,
  newUser,
  newWorkspace,
  type TestWorkspace,
} from "#testing/workspace.ts";
import * as assign from "../../../app/api/v1/leads/[id]/assign/route.ts";
import { createOperator } from "./create-operator.ts";

let workspace: TestWorkspace;
let goneId: number;
beforeAll(async () => {
  workspace = await newWorkspace();
  goneId = (await createOperator(workspace.manager, { name: "Gone", max_load: 9, is_active: false })).id;
});

/** Every operation that takes an owner or assignee. All but the first two accepted inactive operators before. */
test("every operation refuses an inactive operator as an owner or assignee with the same code", async () => {
  const { manager } = workspace;
  const { source, operators } = await newSource(workspace, { operatorCount: 1 });
  const [{ id: leadId }, { sale }, appeal] = await Promise.all([
    newLead(manager),
    newSale(manager),
    createAppeal(manager, { lead_external_id: "c-1", source_id: source.id }),
  ]);
  const doors: Record<string, () => Promise<unknown>> = {
    "appeal assigned": () => assignAppeal(manager, appeal.id, { operator_id: goneId }),
    "appeals reassigned": () => reassignOperator(manager, operators[0]?.id ?? 0, { to_operator_id: goneId }),
    "lead created": () => createLead(manager, { source: "partner", owner_id: goneId }),
    "lead assigned": () => assignLead(manager, leadId, { operator_id: goneId }),
    "leads assigned in bulk": () =>
      startBulkJob(manager, { action: "assign", operator_id: goneId, ids: [leadId] }),
    "sale's owner": () => updateSale(manager, sale.id, { owner_id: goneId }),
    "work handed over": () =>
      updateOperator(manager, operators[0]?.id ?? 0, { is_active: false, hand_over_to: goneId }),
  };
  for (const [door, open] of Object.entries(doors)) {
    const answer = await open().then(
      () => "open",
      ({ status, problems }: AppError) => [status, problems[0]?.code],
    );
    expect([door, answer]).toEqual([door, [422, "operator_inactive"]]);
  }
});

test("over HTTP the refusal names the field and the person", async () => {
  const lead = await newLead(workspace.manager);
  const { status, body } = await call(assign.POST, "POST", {
    bearer: workspace.bearer,
    params: { id: String(lead.id) },
    body: { operator_id: goneId },
  });
  expect([status, body.errors]).toEqual([
    422,
    [
      {
        code: "operator_inactive",
        detail: "Gone is not active. Choose an active operator",
        pointer: "/operator_id",
      },
    ],
  ]);
});

test("weights and new operators accept inactive operators", async () => {
  const { source } = await newSource(workspace, { operatorCount: 0 });
  const weights = await setWeights(workspace.manager, source.id, [{ operator_id: goneId, weight: 5 }]);
  expect(weights).toMatchObject([{ operatorId: goneId, weight: 5 }]);
  expect(await createOperator(workspace.manager, { name: "Later", is_active: false })).toMatchObject({
    isActive: false,
  });
});

test("an inactive operator's records can still be changed, and stay theirs until they are given away", async () => {
  const { manager } = workspace;
  const { id } = await createOperator(manager, { name: "Leaves later" });
  const { sale } = await newSale(manager);
  await updateSale(manager, sale.id, { owner_id: id });
  await updateOperator(manager, id, { is_active: false });
  expect(await updateSale(manager, sale.id, { owner_id: id, amount: 12 })).toMatchObject({
    ownerId: id,
    amount: 12,
  });
});

test("nothing is assigned to an inactive operator automatically: own leads, accepted enquiries, sales of transferred leads", async () => {
  const { manager, job } = workspace;
  const person = await newUser(job, "operator");
  const { operatorId } = operatorOf(person);
  const { source } = await newSource(workspace, { operatorCount: 0 });
  await setWeights(manager, source.id, [{ operator_id: operatorId, weight: 1 }]);
  const appeal = await createAppeal(manager, { lead_external_id: "kept", source_id: source.id });
  const lead = await newLead(manager, { owner_id: operatorId });
  for (const stage of ["contacted", "qualified"] as const) await moveLead(manager, lead.id, { stage });
  await addMessages(manager, lead.id, { increment: 5 });
  await analyzeLead(manager, lead.id);
  await updateOperator(manager, operatorId, { is_active: false });

  expect((await createLead(person, { source: "partner" })).ownerId).toBeNull();
  expect((await transferLead(manager, lead.id, {})).ownerId).toBeNull();
  expect(appeal.operatorId).toBe(operatorId);
  await acceptAppeal(manager, appeal.id);
  expect((await read(manager, (tx) => getLead(tx, manager, appeal.leadId))).ownerId).toBeNull();
});
