import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { parseJson } from "#lib/core/json-rows.ts";
import { orderOf } from "#lib/core/sorting.ts";
import { read, readAtOnce, transact } from "#lib/core/transact.ts";
import { listEventsOf } from "#lib/insight/events/queries.ts";
import { newLead, newSale, newWorkspace } from "#testing/workspace.ts";
import { listLeads } from "./list-leads.ts";
import { moveLead } from "./move-lead.ts";
import { presentLead } from "./present.ts";
import { getLead } from "./queries.ts";
import { LEAD_SORTS, LeadJson } from "./schema.ts";
import { undoLeadMove } from "./undo-lead-move.ts";

/** Leads with every field set, with none set, with a sale, and with text that JSON has to escape. */
async function variedLeads(ctx: Ctx): Promise<number[]> {
  const names = ['"quoted" \\ back', "line,\nend\t", "Їжак 😀", undefined, "same", "same", "z"];
  const ids: number[] = [];
  for (const name of names) ids.push((await newLead(ctx, { name: name ?? null })).id);
  await moveLead(ctx, ids[1] ?? 0, { stage: "lost", lost_reason: "no\nbudget" });
  ids.push((await newSale(ctx)).lead.id);
  await transact(ctx, (tx) =>
    tx.execute(sql`
      update leads set ai_score = 0.1::float8 + 0.2, ai_reason = 'r', ai_recommendation = 'lost',
        ai_analyzed_at = now() - interval '8 days', first_contacted_at = now(), next_step = 'call',
        next_step_at = '2026-01-01 10:00:00.1+02', message_count = 3, business_domain = 'a.example'
      where id = ${ids[2]}`),
  );
  return ids;
}

test.each(LEAD_SORTS.flatMap((name) => [name, `-${name}`] as const))(
  "the pages sorted by %s contain every lead once, each equal to a single read",
  async (sort) => {
    const { manager } = await newWorkspace();
    const ids = await variedLeads(manager);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const options = { sort, limit: 3, cursor, count: "true" };
      const page = await readAtOnce(manager, (tx) => listLeads(tx, manager, {}, options));
      for (const row of parseJson(page.json)) {
        const lead = LeadJson.strict().parse(row);
        const alone = await read(manager, (tx) => getLead(tx, manager, lead.id));
        expect(lead).toEqual(presentLead(alone));
        seen.push(lead.id);
      }
      expect(page.total).toBe(ids.length);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  },
);

test("an undone move leaves no time of its stage, and keeps that of the previous stage", async () => {
  const { manager } = await newWorkspace();
  const { id } = await newLead(manager);
  await moveLead(manager, id, { stage: "contacted" });
  await transact(manager, (tx) =>
    tx
      .update(leads)
      .set({ contactedAt: sql`now() - interval '3 days'`, stageChangedAt: sql`now() - interval '3 days'` })
      .where(eq(leads.id, id)),
  );
  const { contacted_at, ...before } = presentLead(await read(manager, (tx) => getLead(tx, manager, id)));
  expect(before).toMatchObject({ stage_changed_at: contacted_at, qualified_at: null });
  const moved = presentLead(await moveLead(manager, id, { stage: "qualified" }));
  expect(moved).toMatchObject({ contacted_at, qualified_at: moved.stage_changed_at });
  const undone = presentLead(await undoLeadMove(manager, id));
  expect(undone).toMatchObject({ contacted_at, qualified_at: null, stage_changed_at: contacted_at });
  const lost = presentLead(await moveLead(manager, id, { stage: "lost", lost_reason: "price" }));
  expect(lost).toMatchObject({ contacted_at, qualified_at: null });
  const { rows } = await read(manager, (tx) =>
    listEventsOf(tx, manager, { type: "lead", id }, { limit: 10 }),
  );
  expect(rows.flatMap(({ after }) => Object.keys(after ?? {}))).not.toContain("qualified_at");
});

test("newest first reads the index backwards, without sorting", async () => {
  const { manager } = await newWorkspace();
  await newLead(manager);
  const newestFirst = orderOf({ column: leads.createdAt, idColumn: leads.id, descending: true });
  const plan = await read(manager, async (tx) => {
    // So few rows would be sorted anyway; the test is that no sort is necessary.
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_sort = off`);
    await tx.execute(sql`set local enable_incremental_sort = off`);
    const { rows } = await tx.execute<Record<"QUERY PLAN", string>>(
      sql`explain select ${leads.id} from ${leads} order by ${sql.join(newestFirst, sql`, `)} limit 50`,
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("Backward using leads_created");
  expect(plan).not.toContain("Sort");
});

test("a page of one row has a next page, and an empty one has none", async () => {
  const { manager, operator } = await newWorkspace();
  const [first, second] = [await newLead(manager), await newLead(manager)];
  const page = await readAtOnce(manager, (tx) => listLeads(tx, manager, {}, { limit: 1 }));
  expect(parseJson(page.json).map((lead) => lead.id)).toEqual([second.id]);
  const options = { limit: 1, cursor: page.next ?? undefined };
  const next = await readAtOnce(manager, (tx) => listLeads(tx, manager, {}, options));
  expect(parseJson(next.json).map((lead) => lead.id)).toEqual([first.id]);
  expect(next.next).toBeNull();
  const filter = { external_id: "none" };
  const empty = await readAtOnce(operator, (tx) => listLeads(tx, operator, filter, { limit: 1 }));
  expect(empty).toEqual({ json: "[]", next: null });
});
