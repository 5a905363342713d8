import { expect, test } from "vitest";
import { parseJson } from "#lib/core/json-rows.ts";
import { read } from "#lib/core/transact.ts";
import { listEventsOf } from "#lib/insight/events/queries.ts";
import { startBulkJob } from "#lib/operations/bulk/start-bulk-job.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import { undoSaleMove } from "#lib/pipeline/sales/undo-sale-move.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { newLead, newSale, newWorkspace } from "#testing/workspace.ts";
import { listLeads } from "./list-leads.ts";
import { moveLead } from "./move-lead.ts";
import { presentLead } from "./present.ts";
import { getLead } from "./queries.ts";
import type { MoveLeadInput } from "./schema.ts";
import { undoLeadMove } from "./undo-lead-move.ts";

const OWN = "Переїхали за кордон";

test("a loss has a listed code with an optional comment; any other text becomes the comment of `other`", async () => {
  const { admin, manager } = await newWorkspace();
  await updateSettings(admin, { lost_reasons: [OWN] });
  const lose = async (why: Omit<MoveLeadInput, "stage">) => {
    const { id } = await newLead(manager);
    const { lost_reason, lost_comment } = presentLead(await moveLead(manager, id, { stage: "lost", ...why }));
    return [lost_reason, lost_comment];
  };
  expect(await lose({ lost_reason: "no_budget" })).toEqual(["no_budget", null]);
  expect(await lose({ lost_reason: "no_budget", lost_comment: "Next year" })).toEqual([
    "no_budget",
    "Next year",
  ]);
  expect(await lose({ lost_reason: OWN.toLowerCase(), lost_comment: "" })).toEqual([OWN, null]);
  expect(await lose({ lost_reason: "No budget" })).toEqual(["other", "No budget"]);
  expect(await lose({ lost_reason: "x".repeat(500), lost_comment: "y".repeat(500) })).toEqual([
    "other",
    `${"x".repeat(500)}: ${"y".repeat(500)}`,
  ]);
  // Removing a reason from the list does not change leads with that reason.
  await updateSettings(admin, { lost_reasons: [] });
  const countOf = async (lost_reason: string) => {
    const page = await read(manager, (tx) => listLeads(tx, manager, { lost_reason }, { limit: 50 }));
    return parseJson(page.json).length;
  };
  expect(await Promise.all([OWN, "no_budget", "other", "No budget", "price"].map(countOf))).toEqual([
    1, 2, 2, 1, 0,
  ]);
  const funnel = await read(manager, (tx) => conversionFunnel(tx, manager, { mode: "cohort" }));
  expect(funnel[0]?.top_lost_reasons).toEqual(
    expect.arrayContaining([
      { reason: "no_budget", count: 2 },
      { reason: "other", count: 2 },
      { reason: OWN, count: 1 },
    ]),
  );
});

test("undoing the loss of a lead or a sale clears reason and comment, and the log shows both", async () => {
  const { manager } = await newWorkspace();
  const why = { stage: "lost", lost_reason: "too_small", lost_comment: "Three chairs" } as const;
  const { id } = await newLead(manager);
  await moveLead(manager, id, why);
  const { rows } = await read(manager, (tx) => listEventsOf(tx, manager, { type: "lead", id }, { limit: 1 }));
  expect(rows[0]?.after).toMatchObject({ lost_reason: "too_small", lost_comment: "Three chairs" });
  const none = { lost_reason: null, lost_comment: null };
  expect(presentLead(await undoLeadMove(manager, id))).toMatchObject({ stage: "new", ...none });
  const { sale } = await newSale(manager);
  const { stage, ...told } = why;
  expect(presentSale(await moveSale(manager, sale.id, why))).toMatchObject({ stage, ...told });
  expect(presentSale(await undoSaleMove(manager, sale.id))).toMatchObject({ stage: "new", ...none });
});

test("a bulk job stores the comment with its reason", async () => {
  const { manager } = await newWorkspace();
  const { id } = await newLead(manager);
  const action = { action: "lose", lost_reason: "no_response", lost_comment: "Since May" } as const;
  const job = await startBulkJob(manager, { ...action, ids: [id] });
  expect(job.action).toEqual(action);
  expect(await read(manager, (tx) => getLead(tx, manager, id))).toMatchObject({ stage: "new" });
});
