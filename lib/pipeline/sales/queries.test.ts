import { expect, test } from "vitest";
import { read } from "#lib/core/transact.ts";
import { listEventsOf } from "#lib/insight/events/queries.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { newSale, newWorkspace } from "#testing/workspace.ts";
import { presentSale } from "./present.ts";
import { getSale } from "./queries.ts";

test("a sale includes its lead's next step, and its history does not", async () => {
  const { manager } = await newWorkspace();
  const { lead, sale } = await newSale(manager, { source: "partner", business_domain: "steps.example" });
  const next_step_at = new Date(Date.now() + 86_400_000).toISOString();
  await updateLead(manager, lead.id, { next_step: "Send the contract", next_step_at });
  const after = await read(manager, (tx) => getSale(tx, manager, sale.id));
  expect(presentSale(after)).toMatchObject({
    lead_source: "partner",
    lead_business_domain: "steps.example",
    lead_next_step: "Send the contract",
    lead_next_step_at: next_step_at,
  });
  const events = await read(manager, (tx) =>
    listEventsOf(tx, manager, { type: "sale", id: sale.id }, { limit: 10 }),
  );
  expect(events.rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(events.rows)).not.toMatch(/next_step|business_domain/);
});
