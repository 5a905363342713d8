import { inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { clock } from "#lib/core/clock.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { read, transact } from "#lib/core/transact.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { columnOf } from "./fields.ts";
import { presentLead } from "./present.ts";
import { listLeadIds, selectLeads } from "./queries.ts";
import { GATES, LEAD_STAGES, transferGates } from "./rules.ts";

/** The values of each part of the condition, in all combinations. */
const combinations = (parts: object[][]) =>
  parts.reduce(
    (found, choices) => found.flatMap((one) => choices.map((choice) => ({ ...one, ...choice }))),
    [{}],
  );

/** The fields that a gate requires, filled and empty. */
const needs = GATES.flatMap(({ needs }) => needs ?? []).map((field) => [
  { [columnOf(field)]: "filled" },
  { [columnOf(field)]: null },
]);
const stages = LEAD_STAGES.map((stage) => ({ stage, lostReason: stage === "lost" ? "no_budget" : null }));
const scores = [null, 0, 0.59, 0.6, 1].map((aiScore) => ({ aiScore }));

test("attention=ready returns exactly the leads that pass every gate", async () => {
  const { manager } = await newWorkspace();
  const { sourceId } = await newLead(manager);
  const common = { workspaceId: manager.workspaceId, sourceId, rank: rankAtTop(clock.now()) };
  const rows = combinations([stages, scores, ...needs]).map((row) => ({ ...row, ...common }));
  const made = await transact(manager, (tx) => tx.insert(leads).values(rows).returning({ id: leads.id }));
  const ids = made.map(({ id }) => id);
  const [found, all] = await read(manager, async (tx) => [
    await listLeadIds(tx, manager, { attention: "ready" }, 1_000),
    await selectLeads(tx).where(inArray(leads.id, ids)),
  ]);
  const ready = all.filter((lead) => transferGates(presentLead(lead), 0.6).length === 0).map(({ id }) => id);
  expect(ready.length).toBeGreaterThan(0);
  expect(ready.length).toBeLessThan(ids.length);
  expect(found.toSorted()).toEqual(ready.toSorted());
});
