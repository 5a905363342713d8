import { beforeEach, describe, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { getAppeal } from "#lib/conversations/appeals/queries.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { listUndelivered } from "#lib/conversations/messages/queries.ts";
import { read } from "#lib/core/transact.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { call } from "#testing/api.ts";
import {
  newLead,
  newLostLead,
  newSale,
  newSource,
  newUser,
  newWorkspace,
  type TestWorkspace,
} from "#testing/workspace.ts";
import * as messagesRoute from "../../../app/api/v1/leads/[id]/messages/route.ts";
import * as renewRoute from "../../../app/api/v1/leads/[id]/renew/route.ts";
import * as leadRoute from "../../../app/api/v1/leads/[id]/route.ts";
import { moveLead } from "./move-lead.ts";
import { countLeads } from "./queries.ts";
import { renewLead } from "./renew-lead.ts";
import type { CreateLeadInput, LeadJson } from "./schema.ts";
import { undoLeadMove } from "./undo-lead-move.ts";

let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await newWorkspace();
});

const lostLead = (input: Partial<CreateLeadInput> = {}) =>
  newLostLead(workspace.manager, { external_id: "tg-1", ...input });

const byKey = (id: number) => ({ bearer: workspace.bearer, params: { id: String(id) } });

async function leadJson(id: number): Promise<LeadJson> {
  return (await call(leadRoute.GET, "GET", byKey(id))).body as unknown as LeadJson;
}

async function textsOf(id: number, query = "?sort=created_at"): Promise<string[]> {
  const { body } = await call(messagesRoute.GET, "GET", { ...byKey(id), query });
  return body.map((message) => (message as { text: string }).text);
}

describe("POST /leads/{id}/renew", () => {
  test("gives a lost lead a successor with its identity, and links both", async () => {
    const contact = {
      name: "Olena",
      phone: "044 765 43 21",
      email: "olena@shop.example",
      country: "Ukraine",
    };
    const { id } = await lostLead(contact);
    const before = await leadJson(id);
    const { status, body } = await call(renewRoute.POST, "POST", byKey(id));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      stage: "new",
      external_id: "tg-1",
      name: "Olena",
      phone: "+380447654321",
      phone_written: "044 765 43 21",
      email: "olena@shop.example",
      country: "Ukraine",
      business_domain: "retail",
      source: "partner",
      predecessor_id: id,
      successor_id: null,
      former_external_id: null,
      lost_reason: null,
      message_count: 0,
    });
    expect(await leadJson(id)).toEqual({
      ...before,
      external_id: null,
      former_external_id: "tg-1",
      successor_id: body.id,
      version: before.version + 1,
      updated_at: expect.any(String),
    });
    expect(await leadJson(Number(body.id))).toEqual(body);
    expect(await read(workspace.manager, (tx) => countLeads(tx, workspace.manager, {}))).toBe(2);
  });

  test("keeps the sale of a transferred lead, and its successor has none", async () => {
    const { lead, sale } = await newSale(workspace.manager, { external_id: "tg-2" });
    const successor = await renewLead(workspace.manager, lead.id);
    expect(await leadJson(lead.id)).toMatchObject({ stage: "transferred", sale_id: sale.id });
    expect(successor).toMatchObject({ stage: "new", saleId: null, aiScore: null, externalId: "tg-2" });
  });

  test("returns 409 with the successor the second time, also for simultaneous requests", async () => {
    const { id } = await lostLead();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call(renewRoute.POST, "POST", byKey(id))),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const { status, body } of answers) {
      if (status !== 201)
        expect({ status, body }).toMatchObject({
          status: 409,
          body: { code: "already_renewed", successor_id: made[0]?.body.id },
        });
    }
  });

  test("returns 400 for a lead that is not final", async () => {
    const lead = await newLead(workspace.manager);
    for (const stage of ["contacted", "qualified"] as const) {
      expect((await call(renewRoute.POST, "POST", byKey(lead.id))).status).toBe(400);
      await moveLead(workspace.manager, lead.id, { stage });
    }
    const { status, body } = await call(renewRoute.POST, "POST", byKey(lead.id));
    expect([status, body.code]).toEqual([400, "not_final"]);
  });

  test("is allowed only to people who see the lead, and its owner keeps the client", async () => {
    const { operator, job } = workspace;
    const { operatorId } = operatorOf(operator);
    const { id } = await lostLead({ owner_id: operatorId });
    await expect(renewLead(await newUser(job, "operator"), id)).rejects.toMatchObject({ status: 404 });
    expect((await renewLead(operator, id)).ownerId).toBe(operatorId);
  });

  test("prevents undoing the loss of the renewed lead", async () => {
    const { id } = await lostLead();
    await renewLead(workspace.manager, id);
    await expect(undoLeadMove(workspace.manager, id)).rejects.toMatchObject({ code: "nothing_to_undo" });
  });

  test("writes an event for both leads", async () => {
    const { id } = await lostLead();
    const successor = await renewLead(workspace.manager, id);
    const { rows } = await read(workspace.manager, (tx) =>
      listEvents(tx, workspace.manager, { type: "lead.renewed" }, { limit: 9 }),
    );
    expect(rows.map(({ subjectId, before, after }) => ({ subjectId, before, after }))).toEqual([
      {
        subjectId: successor.id,
        before: null,
        after: expect.objectContaining({ predecessor_id: id, external_id: "tg-1", stage: "new" }),
      },
      {
        subjectId: id,
        before: { external_id: "tg-1", former_external_id: null, successor_id: null },
        after: { external_id: null, former_external_id: "tg-1", successor_id: successor.id },
      },
    ]);
  });
});

describe("the conversation", () => {
  test("continues as one over all leads of the chain, page by page", async () => {
    const { manager } = workspace;
    const say = (id: number, text: string) => addMessages(manager, id, { text, direction: "in" });
    const first = await newLead(manager, { external_id: "tg-1" });
    await say(first.id, "1");
    await say(first.id, "2");
    await moveLead(manager, first.id, { stage: "lost", lost_reason: "No answer" });
    const second = await renewLead(manager, first.id);
    await say(second.id, "3");
    await moveLead(manager, second.id, { stage: "lost", lost_reason: "No answer" });
    const third = await renewLead(manager, second.id);
    await say(third.id, "4");
    expect(await textsOf(third.id)).toEqual(["1", "2", "3", "4"]);
    expect(await textsOf(third.id, "")).toEqual(["4", "3", "2", "1"]);
    expect(await textsOf(second.id)).toEqual(["1", "2", "3"]);
    expect(await textsOf(first.id)).toEqual(["1", "2"]);
    const pages: string[] = [];
    let query = "?limit=1&count=true";
    for (;;) {
      const { body, headers } = await call(messagesRoute.GET, "GET", { ...byKey(third.id), query });
      expect(headers.get("x-total-count")).toBe("4");
      pages.push(...body.map((message) => (message as { text: string }).text));
      const next = /[?&]cursor=([^&>]+)/.exec(headers.get("link") ?? "")?.[1];
      if (!next) break;
      query = `?limit=1&count=true&cursor=${next}`;
    }
    expect(pages).toEqual(["4", "3", "2", "1"]);
  });

  test("takes along open enquiries and unread messages, and an answer still reaches the client", async () => {
    const { manager } = workspace;
    const { source } = await newSource(workspace);
    const { id } = await lostLead();
    const appeal = await createAppeal(manager, {
      lead_external_id: "tg-1",
      source_id: source.id,
      message: "I am back",
    });
    expect(appeal.leadId).toBe(id);
    await answerAppeal(manager, appeal.id, { text: "Before" });
    await answerAppeal(manager, appeal.id, { text: "Still there?", direction: "in" });
    const successor = await renewLead(manager, id);
    expect(successor.unreadCount).toBe(1);
    const moved = await read(manager, (tx) => getAppeal(tx, manager, appeal.id));
    expect(moved).toMatchObject({ leadId: successor.id, lastMessage: { text: "Still there?" } });
    await answerAppeal(manager, appeal.id, { text: "After" });
    const undelivered = await read(manager, (tx) => listUndelivered(tx, 9));
    expect(undelivered.map(({ text, externalId }) => [text, externalId])).toEqual([
      ["Before", "tg-1"],
      ["After", "tg-1"],
    ]);
    expect(await textsOf(successor.id)).toEqual(["I am back", "Before", "Still there?", "After"]);
    expect(await textsOf(id)).toEqual(["I am back", "Before", "Still there?"]);
  });
});
