import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { newSource, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { acceptAppeal } from "./accept-appeal.ts";
import { answerAppeal } from "./answer-appeal.ts";
import { closeAppeal } from "./close-appeal.ts";
import { createAppeal } from "./create-appeals.ts";
import { listAppeals } from "./list-appeals.ts";

const enquire = async (ctx: Ctx, sourceId: number, fields = {}) =>
  (await createAppeal(ctx, { lead_external_id: crypto.randomUUID(), source_id: sourceId, ...fields })).id;

const minutesAgo = (workspace: TestWorkspace, id: number, minutes: number) =>
  withWorkspace(workspace, async (tx) => {
    const at = sql`now() - make_interval(mins => ${minutes})`;
    await tx.update(appeals).set({ enqueuedAt: at, assignedAt: at }).where(eq(appeals.id, id));
  });

/** All pages of a list, and the total that the first page returned. */
async function listed(ctx: Ctx, sort: "turn" | "urgency") {
  const ids: number[] = [];
  const totals: (number | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(ctx, (tx) => listAppeals(tx, ctx, {}, { limit: 2, cursor, sort, count: "true" }));
    ids.push(...page.rows.map(({ id }) => id));
    totals.push(page.total);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(totals)).toEqual(new Set([ids.length]));
  return ids;
}

test("waiting appeals are listed in the order of their turn, page by page, as far as the caller sees them", async () => {
  const workspace = await newWorkspace();
  const { manager, operator } = workspace;
  const { source } = await newSource(workspace, { operatorCount: 0 });
  const department = await createDepartment(manager, { name: "Second line" });
  const { source: other } = await newSource(workspace, { operatorCount: 0, department_id: department.id });
  const [late, urgent, foreign, less, early, alike] = [
    await enquire(manager, source.id),
    await enquire(manager, source.id, { priority: 7 }),
    await enquire(manager, other.id, { priority: 3 }),
    await enquire(manager, source.id, { priority: -1 }),
    await enquire(manager, source.id),
    await enquire(manager, source.id),
  ];
  await minutesAgo(workspace, late, 1);
  await minutesAgo(workspace, less, 90);
  await minutesAgo(workspace, early, 10);
  await withWorkspace(workspace, async (tx) => {
    const [row] = await tx.select({ at: appeals.enqueuedAt }).from(appeals).where(eq(appeals.id, early));
    await tx.update(appeals).set({ enqueuedAt: row?.at }).where(eq(appeals.id, alike));
  });
  expect(await listed(manager, "turn")).toEqual([urgent, foreign, early, alike, late, less]);
  expect(await listed(operator, "turn")).toEqual([urgent, early, alike, late, less]);
  expect(await listed(manager, "urgency")).toEqual([]);
});

test("active appeals are listed by urgency: offers by the time left, then by the client's wait, answered ones last", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace, { operatorCount: 1, maxLoad: 20, acknowledge_seconds: 3600 });
  const { source: patient } = await newSource(workspace, { operatorCount: 1, maxLoad: 20 });
  const asked = { message: "Hello" };
  const [answered, writesAgain, waiting, wordless, patientOffer, young, old, closed] = [
    await enquire(manager, patient.id, asked),
    await enquire(manager, patient.id, asked),
    await enquire(manager, source.id, asked),
    await enquire(manager, patient.id),
    await enquire(manager, patient.id, asked),
    await enquire(manager, source.id, asked),
    await enquire(manager, source.id, asked),
    await enquire(manager, source.id, asked),
  ];
  for (const id of [answered, writesAgain, waiting, wordless, closed]) await acceptAppeal(manager, id);
  for (const id of [answered, writesAgain]) await answerAppeal(manager, id, { text: "Yes" });
  await answerAppeal(manager, writesAgain, { text: "And to Lviv?", direction: "in" });
  await minutesAgo(workspace, writesAgain, 300);
  await minutesAgo(workspace, answered, 200);
  await minutesAgo(workspace, wordless, 100);
  await minutesAgo(workspace, old, 50);
  await closeAppeal(manager, closed);
  // For a client who writes again, the wait starts at their last message.
  const byWait = [wordless, waiting, writesAgain];
  expect(await listed(manager, "urgency")).toEqual([old, young, patientOffer, ...byWait, answered]);
});
