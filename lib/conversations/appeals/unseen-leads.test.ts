import { expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { read } from "#lib/core/transact.ts";
import { search } from "#lib/insight/search/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { newLead, newSale, newUser, newWorkspace } from "#testing/workspace.ts";
import { closeAppeal } from "./close-appeal.ts";
import { createAppeal } from "./create-appeals.ts";
import { listAppeals } from "./list-appeals.ts";
import { listClients } from "./list-clients.ts";
import { getAppeal } from "./queries.ts";

/** A colleague's lead that an operator answered until a moment ago, and later messages of its client. */
async function closedForGood() {
  const { manager, operator: owner, job } = await newWorkspace();
  const answered = await newUser(job, "operator");
  const source = await createSource(manager, { name: "Form" });
  await setWeights(manager, source.id, [{ operator_id: operatorOf(answered).operatorId, weight: 1 }]);
  await newLead(owner, { external_id: "vip", name: "Olena", phone: "+380441112233" });
  const appeal = await createAppeal(manager, {
    lead_external_id: "vip",
    source_id: source.id,
    message: "Hello",
  });
  await closeAppeal(answered, appeal.id);
  await addMessages(manager, appeal.leadId, { text: "For the owner's eyes", direction: "in" });
  return { manager, owner, answered, appeal };
}

test("a closed appeal shows no news of a lead that its operator no longer sees", async () => {
  const { manager, answered, appeal } = await closedForGood();
  const shownTo = (ctx: typeof manager) =>
    read(ctx, async (tx) => {
      const [listed] = (await listAppeals(tx, ctx, { status: "closed" }, { limit: 10 })).rows;
      expect(listed).toMatchObject(await getAppeal(tx, ctx, appeal.id));
      return listed;
    });
  expect(await shownTo(answered)).toMatchObject({ leadName: "Olena", lastMessage: null, unreadCount: 0 });
  expect(await shownTo(manager)).toMatchObject({
    lastMessage: { text: "For the owner's eyes" },
    unreadCount: 2,
  });
});

test("the list of clients contains no lead that the caller can't see", async () => {
  const { manager, answered } = await closedForGood();
  const clientsOf = (ctx: typeof manager) =>
    read(ctx, async (tx) => (await listClients(tx, ctx, { limit: 10 })).rows.map(({ phone }) => phone));
  expect(await clientsOf(manager)).toEqual(["+380441112233"]);
  expect(await clientsOf(answered)).toEqual([]);
  await newLead(answered, { external_id: "own" });
  await createAppeal(answered, { lead_external_id: "own", source: "partner" });
  expect(await clientsOf(answered)).toEqual([null]);
});

test("a search finds an appeal of an unseen lead by visible fields, and not by the lead's phone", async () => {
  const { manager, answered } = await closedForGood();
  const foundBy = (ctx: typeof manager, words: string) =>
    read(ctx, async (tx) =>
      (await search(tx, ctx, words)).appeals.map(({ lastMessage }) => lastMessage?.text),
    );
  expect(await foundBy(answered, "Olena")).toEqual([undefined]);
  expect(await foundBy(answered, "1112233")).toEqual([]);
  expect(await foundBy(manager, "1112233")).toEqual(["For the owner's eyes"]);
});

test("a list of sales finds a sale of an unseen lead by visible fields, and not by the lead's phone", async () => {
  const { manager, operator, job } = await newWorkspace();
  const seller = await newUser(job, "operator");
  const { sale, lead } = await newSale(manager, { name: "Olena", phone: "+380441112233" });
  await assignLead(manager, lead.id, { operator_id: operatorOf(operator).operatorId });
  await updateSale(manager, sale.id, { owner_id: operatorOf(seller).operatorId });
  const foundBy = (ctx: typeof manager, q: string) =>
    read(ctx, async (tx) => (await listSales(tx, ctx, { q }, { limit: 10, count: "true" })).total);
  expect([await foundBy(seller, "olena"), await foundBy(seller, "1112233")]).toEqual([1, 0]);
  expect(await foundBy(manager, "1112233")).toBe(1);
});
