import { expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { acceptAppeal } from "#lib/conversations/appeals/accept-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { type AppealRow, getAppeal } from "#lib/conversations/appeals/queries.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listEventsOf } from "#lib/insight/events/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { getSale } from "#lib/pipeline/sales/queries.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { getOperator } from "#lib/workspace/team/queries.ts";
import { newLead, newSale, newSource, newUser, newWorkspace } from "#testing/workspace.ts";
import { updateOperator } from "./update-operator.ts";
import { updateUser } from "./update-user.ts";

/** An operator with work of each kind, and the other operators of their source. */
async function operatorAtWork() {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { id: leavingId } = await createOperator(manager, { name: "Leaving", max_load: 5 });
  const { id: heirId } = await createOperator(manager, { name: "Heir", max_load: 2 });
  const { source } = await newSource(workspace, { operatorCount: 0 });
  await setWeights(manager, source.id, [{ operator_id: leavingId, weight: 1 }]);
  const own = { owner_id: leavingId };
  const [open, lost] = [await newLead(manager, own), await newLead(manager, own)];
  await moveLead(manager, lost.id, { stage: "lost", lost_reason: "No budget" });
  const { lead: transferred, sale } = await newSale(manager, own);
  const { lead: paidLead, sale: paid } = await newSale(manager, own);
  for (const stage of ["kyc", "agreement", "paid"] as const) await moveSale(manager, paid.id, { stage });
  const appeals: AppealRow[] = [];
  for (const name of ["one", "two", "three"])
    appeals.push(await createAppeal(manager, { lead_external_id: name, source_id: source.id }));
  const owners = async () =>
    read(manager, async (tx) => ({
      open: (await getLead(tx, manager, open.id)).ownerId,
      lost: (await getLead(tx, manager, lost.id)).ownerId,
      transferred: (await getLead(tx, manager, transferred.id)).ownerId,
      paidLead: (await getLead(tx, manager, paidLead.id)).ownerId,
      sale: (await getSale(tx, manager, sale.id)).ownerId,
      paid: (await getSale(tx, manager, paid.id)).ownerId,
    }));
  const holders = () =>
    read(manager, async (tx) => {
      const rows = [];
      for (const { id } of appeals) rows.push((await getAppeal(tx, manager, id)).operatorId);
      return rows;
    });
  return { workspace, manager, source, leavingId, heirId, open, sale, appeals, owners, holders };
}

const operator = (ctx: Ctx, id: number) => read(ctx, (tx) => getOperator(tx, id));

// Red before 2026-11-30: only appeals were offered, and leads and sales stayed with the operator who had left.
test("leads, sales and appeals go to one successor, and appeals above their limit wait", async () => {
  const { manager, leavingId, heirId, open, sale, owners, holders } = await operatorAtWork();
  const before = await read(manager, (tx) => getLead(tx, manager, open.id));
  const after = await updateOperator(manager, leavingId, { is_active: false, hand_over_to: heirId });
  expect(after).toMatchObject({ isActive: false, currentLoad: 0 });
  expect(await owners()).toEqual({
    open: heirId,
    transferred: heirId,
    sale: heirId,
    // Ended work is unchanged.
    lost: leavingId,
    paidLead: leavingId,
    paid: leavingId,
  });
  expect(await holders()).toEqual([heirId, heirId, null]);
  expect(await operator(manager, heirId)).toMatchObject({ currentLoad: 2 });

  const lead = await read(manager, (tx) => getLead(tx, manager, open.id));
  expect(lead.version).toBe(before.version + 1);
  const newest = async (type: "lead" | "sale", id: number) =>
    (await read(manager, (tx) => listEventsOf(tx, manager, { type, id }, { limit: 1 }))).rows[0];
  for (const [type, id, event] of [
    ["lead", open.id, "lead.assigned"],
    ["sale", sale.id, "sale.updated"],
  ] as const)
    expect(await newest(type, id)).toMatchObject({
      type: event,
      before: { owner_id: leavingId, owner_name: "Leaving" },
      after: { owner_id: heirId, owner_name: "Heir" },
    });
});

test("without a successor, appeals wait and the rest is unassigned", async () => {
  const { manager, leavingId, source, owners, holders } = await operatorAtWork();
  // Appeals that wait behind the limit must not return to the operator who leaves.
  for (const name of ["four", "five", "six", "seven"])
    await createAppeal(manager, { lead_external_id: name, source_id: source.id });
  await updateOperator(manager, leavingId, { is_active: false, hand_over_to: null });
  expect(await owners()).toMatchObject({ open: null, transferred: null, sale: null, lost: leavingId });
  expect(await holders()).toEqual([null, null, null]);
  expect(await operator(manager, leavingId)).toMatchObject({ currentLoad: 0 });
});

test("without a choice everything stays, and only a deactivation hands over", async () => {
  const { manager, leavingId, heirId, owners, holders } = await operatorAtWork();
  for (const input of [
    { hand_over_to: heirId },
    { hand_over_to: null, is_active: true },
    { hand_over_to: leavingId, is_active: false },
    { hand_over_to: 999_999_999, is_active: false },
  ])
    await expect(
      Promise.resolve().then(() => updateOperator(manager, leavingId, input)),
    ).rejects.toMatchObject(input.is_active === false ? { status: 422 } : { name: "ZodError" });
  await updateOperator(manager, leavingId, { is_active: false });
  expect(await owners()).toMatchObject({ open: leavingId, sale: leavingId });
  expect(await holders()).toEqual([leavingId, leavingId, leavingId]);
  // The work can still be given away afterwards.
  await updateOperator(manager, leavingId, { is_active: false, hand_over_to: heirId });
  expect(await owners()).toMatchObject({ open: heirId, sale: heirId });
});

test("a disabled person's work is handed over in the same way", async () => {
  const { admin, manager, job } = await newWorkspace();
  const person = await newUser(job, "operator");
  const { operatorId } = operatorOf(person);
  const heir = await createOperator(manager, { name: "Heir" });
  const lead = await newLead(manager, { owner_id: operatorId });
  await updateUser(admin, person.actor.id ?? 0, { is_active: false, hand_over_to: heir.id });
  expect((await read(manager, (tx) => getLead(tx, manager, lead.id))).ownerId).toBe(heir.id);
  expect(await operator(manager, operatorId)).toMatchObject({ isActive: false });
});

test("work given and accepted at the same moment is handed over too, or refused", {
  timeout: 60_000,
}, async () => {
  for (let round = 0; round < 5; round += 1) {
    const { workspace, manager, leavingId, heirId, appeals } = await operatorAtWork();
    const others = await Promise.all(Array.from({ length: 8 }, () => newLead(manager)));
    const given = others.map(({ id }) =>
      assignLead(workspace.job, id, { operator_id: leavingId }).then(
        () => undefined,
        (error: { problems?: { code: string }[] }) => error.problems?.[0]?.code ?? error,
      ),
    );
    const accepted = appeals.map(({ id }) =>
      acceptAppeal(workspace.job, id).then(
        () => undefined,
        (error: { code?: string }) => error.code,
      ),
    );
    await updateOperator(workspace.job, leavingId, { is_active: false, hand_over_to: heirId });
    for (const refusal of await Promise.all(given))
      expect([undefined, "operator_inactive"]).toContain(refusal);
    for (const refusal of await Promise.all(accepted))
      expect([undefined, "appeal_not_active"]).toContain(refusal);
    const left = await read(manager, async (tx) => {
      const rows = [];
      for (const { id } of others) rows.push((await getLead(tx, manager, id)).ownerId);
      return rows;
    });
    expect(left).not.toContain(leavingId);
  }
});
