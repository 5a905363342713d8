import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { acceptAppeal } from "#lib/conversations/appeals/accept-appeal.ts";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { closeAppeal } from "#lib/conversations/appeals/close-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { listAppeals } from "#lib/conversations/appeals/list-appeals.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { clock, DAY, HOUR } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import type { LeadFilter } from "#lib/pipeline/leads/schema.ts";
import { undoLeadMove } from "#lib/pipeline/leads/undo-lead-move.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";
import { newLead, newSource, newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { readMyDay } from "./read-my-day.ts";

const dayOf = (ctx: Ctx) => read(ctx, (tx) => readMyDay(tx, ctx));
const idOf = (ctx: Ctx) => operatorOf(ctx).operatorId;

let clientNumber = 0;
/** An enquiry that is assigned to `operator`. */
async function enquire({ manager }: TestWorkspace, sourceId: number, operator: Ctx) {
  await setWeights(manager, sourceId, [{ operator_id: idOf(operator), weight: 1 }]);
  return createAppeal(manager, { lead_external_id: `day-${++clientNumber}`, source_id: sourceId });
}

const leadsBehind = (ctx: Ctx, filter: LeadFilter) =>
  read(ctx, (tx) => listLeads(tx, ctx, { owner_id: idOf(ctx), ...filter }, { limit: 1, count: "true" })).then(
    ({ total }) => total,
  );

/** Every figure of an operator's day must equal the length of the list that it opens. */
async function expectListsBehind(ctx: Ctx) {
  const day = await dayOf(ctx);
  const own = { operator_id: idOf(ctx) };
  const today = day.days.at(-1);
  const [open, closed, sales] = await read(ctx, (tx) =>
    Promise.all([
      listAppeals(tx, ctx, { ...own, status: "active" }, { limit: 200 }),
      listAppeals(
        tx,
        ctx,
        { ...own, closed_from: today?.day, closed_to: today?.day },
        { limit: 200, sort: "-closed_at" },
      ),
      listSales(tx, ctx, { owner_id: idOf(ctx) }, { limit: 200 }),
    ]),
  );
  expect(open.rows).toHaveLength(day.load);
  expect(closed.rows).toHaveLength(today?.closed ?? -1);
  expect(await leadsBehind(ctx, { moved_from: today?.day })).toBe(today?.moved);
  expect(await leadsBehind(ctx, { attention: "overdue" })).toBe(day.steps.overdue);
  expect(await leadsBehind(ctx, { attention: "today" })).toBe(day.steps.today);
  for (const [stage, count] of Object.entries(day.stages.leads.by_stage))
    expect([stage, await leadsBehind(ctx, { stage: stage as LeadFilter["stage"] })]).toEqual([stage, count]);
  expect(sales.rows).toHaveLength(day.stages.sales.total);
}

describe("readMyDay", () => {
  test("counts the operator's accepted, closed and moved records of today, and none of a colleague", async () => {
    const workspace = await newWorkspace();
    const { job, operator } = workspace;
    const colleague = await newUser(job, "operator");
    const { source } = await newSource(workspace, { operatorCount: 0 });
    for (const [who, count] of [
      [operator, 3],
      [colleague, 2],
    ] as const) {
      for (let done = 0; done < count; done += 1) {
        const appeal = await enquire(workspace, source.id, who);
        await answerAppeal(who, appeal.id, { text: "Good day" });
        await closeAppeal(who, appeal.id);
      }
    }
    const open = await enquire(workspace, source.id, operator);
    await acceptAppeal(operator, open.id);
    await enquire(workspace, source.id, operator);
    const moved = await newLead(operator, { owner_id: idOf(operator) });
    await moveLead(operator, moved.id, { stage: "contacted" });
    await moveLead(operator, moved.id, { stage: "qualified" });
    const undone = await newLead(operator, { owner_id: idOf(operator) });
    await moveLead(operator, undone.id, { stage: "contacted" });
    await undoLeadMove(operator, undone.id);

    const day = await dayOf(operator);
    expect(day).toMatchObject({ operator_id: idOf(operator), load: 2 });
    expect(day.days).toHaveLength(29);
    expect(day.days.at(-1)).toMatchObject({
      taken: 4,
      closed: 3,
      moved: 1,
      closed_by_now: 3,
      moved_by_now: 1,
    });
    expect(day.days.at(-1)?.reply_seconds).toBeLessThan(60);
    expect((await dayOf(colleague)).days.at(-1)).toMatchObject({ taken: 2, closed: 2, moved: 0 });
    await expectListsBehind(operator);
    await expectListsBehind(colleague);
  });

  test("returns the closed appeals by day and by hour", async () => {
    const workspace = await newWorkspace();
    const { operator } = workspace;
    const { source } = await newSource(workspace, { operatorCount: 0 });
    const appeals = [];
    for (let made = 0; made < 2; made += 1) appeals.push(await enquire(workspace, source.id, operator));
    for (const { id } of appeals) await closeAppeal(operator, id);
    const [early, late] = appeals;
    // Three days ago: one in the first minute of the day, one in the last.
    const at = (id: number | undefined, time: string) =>
      withWorkspace(workspace, (tx) =>
        tx.execute(
          sql`update appeals set closed_at = (((now() at time zone 'Europe/Kyiv')::date - 3) + ${time}::time) at time zone 'Europe/Kyiv' where id = ${id}`,
        ),
      );
    await at(early?.id, "00:00");
    await at(late?.id, "23:59:59.999");
    const day = (await dayOf(operator)).days.at(-4);
    expect(day).toMatchObject({ closed: 2, closed_by_now: 1 });
  });

  test("lists overdue tasks and those until midnight, the earliest first, of own open leads only", async () => {
    const workspace = await newWorkspace();
    const { manager, operator } = workspace;
    const now = clock.now().getTime();
    const planned = async (ownerId: number | null, at: number, name: string) => {
      const lead = await newLead(manager, { owner_id: ownerId, name });
      await updateLead(manager, lead.id, { next_step: "Call", next_step_at: new Date(at).toISOString() });
      return lead;
    };
    await planned(idOf(operator), now - HOUR, "Late");
    await planned(idOf(operator), now - DAY, "Later still");
    await planned(idOf(operator), now + 2 * DAY, "Another day");
    const tonight = await planned(idOf(operator), now + 2 * DAY, "Tonight");
    await withWorkspace(workspace, (tx) =>
      tx.execute(
        sql`update leads set next_step_at = ((now() at time zone 'Europe/Kyiv')::date + 1)::timestamp at time zone 'Europe/Kyiv' - interval '1 millisecond' where id = ${tonight.id}`,
      ),
    );
    await planned(idOf(manager), now - HOUR, "Not mine");
    const lost = await planned(idOf(operator), now - HOUR, "Lost");
    await moveLead(manager, lost.id, { stage: "lost", lost_reason: "No budget" });
    const { steps } = await dayOf(operator);
    expect(steps).toMatchObject({ overdue: 2, today: 1 });
    expect(steps.shown.map(({ name, due }) => [name, due])).toEqual([
      ["Later still", "overdue"],
      ["Late", "overdue"],
      ["Tonight", "today"],
    ]);
    await expectListsBehind(operator);
  });

  test("is empty for a day without work, and is refused to people who are not operators", async () => {
    const { job, operator } = await newWorkspace();
    const day = await dayOf(operator);
    expect(day).toMatchObject({ load: 0, waiting: 0, steps: { overdue: 0, today: 0, shown: [] } });
    expect(day.stages.leads.total).toBe(0);
    await expect(dayOf(job)).rejects.toMatchObject({ name: "Forbidden" });
  });

  test("each figure equals its list in a company with a history", { timeout: 60_000 }, async () => {
    const workspace = await newWorkspace();
    await loadDemo(workspace.job);
    // The data created before is in the counters, the data created after it in the deltas.
    await rollUpCounters(workspace.workspaceId);
    const { rows } = await withWorkspace(workspace, (tx) =>
      tx.execute<{ id: number; user_id: number }>(
        sql`select id::int, user_id::int from operators where name in ('Iryna M.', 'Marta S.') order by id`,
      ),
    );
    await newLead(workspace.manager, { owner_id: rows[0]?.id ?? null });
    await newLead(workspace.manager);
    for (const { id, user_id } of rows) {
      const actor = { kind: "user", id: user_id, name: "", operatorId: id, departmentId: null } as const;
      await expectListsBehind({ ...workspace.operator, actor });
    }
    expect(rows).toHaveLength(2);
  });
});
