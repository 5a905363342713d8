import { describe, expect, test } from "vitest";
import { parseJson } from "#lib/core/json-rows.ts";
import { read } from "#lib/core/transact.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { createLead } from "./create-lead.ts";
import { listLeads } from "./list-leads.ts";

describe("createLead", () => {
  test("creates a lead at the top of new", async () => {
    const { manager } = await newWorkspace();
    const first = await newLead(manager, { name: "Перший" });
    const second = await newLead(manager, { name: "Другий" });
    expect(first).toMatchObject({ stage: "new", source: "partner", name: "Перший", version: 1 });
    expect(second.rank < first.rank).toBe(true);
  });

  test("refuses an unknown source by field", async () => {
    const { manager } = await newWorkspace();
    await expect(createLead(manager, { source: "nowhere" })).rejects.toMatchObject({
      status: 422,
      problems: [{ code: "unknown_source", pointer: "/source" }],
    });
  });

  test("creates one lead for 50 simultaneous requests with one external id, and the others name it", async () => {
    const { manager } = await newWorkspace();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => newLead(manager, { external_id: "same" })),
    );
    const made = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(made).toHaveLength(1);
    const leadId = made[0]?.value.id;
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ status: 409, extra: { lead_id: leadId } });
    }
    const page = await read(manager, (tx) => listLeads(tx, manager, {}, { limit: 50 }));
    expect(parseJson(page.json)).toHaveLength(1);
  });

  test("assigns a lead that an operator creates to that operator", async () => {
    const { operator } = await newWorkspace();
    const lead = await newLead(operator);
    expect(lead.ownerId).not.toBeNull();
    await expect(newLead(operator, { owner_id: (lead.ownerId ?? 0) + 1 })).rejects.toMatchObject({
      status: 403,
    });
  });
});
