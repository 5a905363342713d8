import { beforeEach, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";
import { newLead, newSale, newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { moveLead } from "./move-lead.ts";
import type { LeadRow } from "./queries.ts";

let workspace: TestWorkspace;
let other: Ctx;
let unseen: LeadRow;

beforeEach(async () => {
  workspace = await newWorkspace();
  other = await newUser(workspace.job, "operator");
  unseen = await newLead(workspace.operator, { external_id: "taken" });
});

test("409 for a taken external id names the lead only to those who may see it", async () => {
  const again = (ctx: Ctx) => newLead(ctx, { external_id: "taken" });
  for (const ctx of [workspace.manager, workspace.operator]) {
    await expect(again(ctx)).rejects.toMatchObject({
      status: 409,
      code: "external_id_taken",
      extra: { lead_id: unseen.id },
    });
  }
  await expect(again(other)).rejects.toMatchObject({ status: 409, code: "external_id_taken", extra: {} });
  await expect(again(other)).rejects.not.toHaveProperty("extra.lead_id");
});

test.each(["before_id", "after_id"] as const)(
  "a card that the caller can't see is unknown as %s",
  async (neighbour) => {
    const own = await newLead(other);
    const beside = (id: number) => ({ stage: "new" as const, [neighbour]: id });
    const unknown = { status: 422, problems: [{ code: "unknown_card", pointer: `/${neighbour}` }] };
    await expect(moveLead(other, own.id, beside(unseen.id))).rejects.toMatchObject(unknown);
    await expect(moveLead(other, own.id, { ...beside(unseen.id), stage: "contacted" })).rejects.toMatchObject(
      unknown,
    );
    await expect(moveLead(other, own.id, beside(9_999_999))).rejects.toMatchObject(unknown);
    const visible = await newLead(other);
    await expect(moveLead(other, own.id, beside(visible.id))).resolves.toMatchObject({ id: own.id });
    await expect(moveLead(workspace.manager, own.id, beside(unseen.id))).resolves.toMatchObject({
      id: own.id,
    });
  },
);

test("a sale that the caller can't see is unknown as a neighbour", async () => {
  const { manager } = workspace;
  const [own, colleagues] = [(await newSale(manager)).sale, (await newSale(manager)).sale];
  await updateSale(manager, own.id, { owner_id: operatorOf(other).operatorId });
  await updateSale(manager, colleagues.id, { owner_id: operatorOf(workspace.operator).operatorId });
  await expect(moveSale(other, own.id, { stage: "kyc", after_id: colleagues.id })).rejects.toMatchObject({
    status: 422,
    problems: [{ code: "unknown_card", pointer: "/after_id" }],
  });
  await expect(moveSale(manager, own.id, { stage: "kyc", after_id: colleagues.id })).resolves.toMatchObject({
    stage: "kyc",
  });
});
