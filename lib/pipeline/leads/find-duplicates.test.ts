import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { read } from "#lib/core/transact.ts";
import { call } from "#testing/api.ts";
import { scatteredLeads } from "#testing/scattered-leads.ts";
import { newLead, newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as leadsRoute from "../../../app/api/v1/leads/route.ts";
import { createLead } from "./create-lead.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { moveLead } from "./move-lead.ts";
import { renewLead } from "./renew-lead.ts";

let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await newWorkspace();
});

test.each(["+380 44 765-43-21", "0447654321", "(044) 765-43-21", "380447654321"])(
  "POST /leads names the lead that has the phone, written %s",
  async (phone) => {
    const known = await newLead(workspace.manager, { name: "Olena", phone: "(044) 765 43 21" });
    const { status, body } = await call(leadsRoute.POST, "POST", {
      bearer: workspace.bearer,
      body: { source: "partner", phone },
    });
    expect(status).toBe(201);
    expect(body.possible_duplicates).toEqual([{ id: known.id, name: "Olena", matched_by: "phone" }]);
  },
);

test("an e-mail matches in any case, and a lead with both is matched by its phone", async () => {
  const byMail = await newLead(workspace.manager, { email: "Olena@Shop.Example" });
  const byBoth = await newLead(workspace.manager, { email: "olena@shop.example", phone: "0447654321" });
  const { possibleDuplicates } = await newLead(workspace.manager, {
    email: " OLENA@shop.example",
    phone: "0447654321",
  });
  expect(possibleDuplicates).toEqual([
    { id: byBoth.id, name: null, matched_by: "phone" },
    { id: byMail.id, name: null, matched_by: "email" },
  ]);
});

test("there are none without a phone or e-mail, or when no lead has them", async () => {
  await newLead(workspace.manager, { phone: "0447654321", email: "olena@shop.example" });
  await newLead(await newWorkspace().then(({ manager }) => manager), { phone: "0447654322" });
  const of = async (input: Parameters<typeof newLead>[1]) =>
    (await newLead(workspace.manager, input)).possibleDuplicates;
  expect(await of({})).toEqual([]);
  expect(await of({ phone: "0447654322", email: "other@shop.example" })).toEqual([]);
});

test.each([
  { phone: "-", email: "-" },
  { phone: "немає", email: "немає" },
  { phone: "0000000", email: "no@" },
])("an unreadable contact (%j) matches no lead", async (contact) => {
  await newLead(workspace.manager, { ...contact, name: "First" });
  expect((await newLead(workspace.manager, contact)).possibleDuplicates).toEqual([]);
  expect(await findDuplicates(workspace.manager, contact)).toEqual([]);
});

test("an unreadable phone does not prevent a match by a readable e-mail", async () => {
  const known = await newLead(workspace.manager, { phone: "-", email: "olena@shop.example" });
  expect(await findDuplicates(workspace.manager, { phone: "-", email: "olena@shop.example" })).toEqual([
    { id: known.id, name: null, matched_by: "email" },
  ]);
});

test("an operator finds only leads that they may see", async () => {
  const { manager, operator, job } = workspace;
  const contact = { phone: "0447654321", email: "olena@shop.example" };
  const owned = await newLead(manager, { ...contact, owner_id: operatorOf(operator).operatorId });
  const stranger = await newUser(job, "operator");
  expect(await findDuplicates(stranger, contact)).toEqual([]);
  expect((await newLead(stranger, contact)).possibleDuplicates).toEqual([]);
  expect(await findDuplicates(operator, contact)).toEqual([
    { id: owned.id, name: null, matched_by: "phone" },
  ]);
});

test("the last lead of a renewed client stands for all", async () => {
  const lead = await newLead(workspace.manager, { phone: "0447654321" });
  await moveLead(workspace.manager, lead.id, { stage: "lost", lost_reason: "No answer" });
  const successor = await renewLead(workspace.manager, lead.id);
  const found = await findDuplicates(workspace.manager, { phone: "0447654321" });
  expect(found.map(({ id }) => id)).toEqual([successor.id]);
});

test("an invalid lead has no duplicates, and the error says why", async () => {
  await newLead(workspace.manager, { phone: "0447654321" });
  await expect(
    createLead(workspace.manager, { source: "nowhere", phone: "0447654321" }),
  ).rejects.toMatchObject({ status: 422 });
});

test.each(["phone", "email"])("%s is looked up by its index", async (field) => {
  // On a table with few leads the planner would choose any index.
  const { workspace: large } = await scatteredLeads(2_000);
  const plan = await read(large.manager, async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    const { rows } = await tx.execute(
      sql`explain select id from leads where ${sql.raw(field)} = 'x' order by id desc limit 5`,
    );
    return JSON.stringify(rows);
  });
  expect(plan).toContain(`leads_${field}`);
  expect(plan).not.toContain("Sort");
});
