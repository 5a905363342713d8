import { expect, test } from "vitest";
import { savedViews } from "#db/schema/saved-views.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read, transact } from "#lib/core/transact.ts";
import { toAppError } from "#lib/http/problem.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { countViews } from "./count-views.ts";
import { createView } from "./create-view.ts";
import { deleteView } from "./delete-view.ts";
import { presentView } from "./present.ts";
import { getView, listViews } from "./queries.ts";
import { MAX_VIEWS } from "./schema.ts";
import { updateView } from "./update-view.ts";

/** A view stored by an older version, which validated nothing. */
const keptBefore = (ctx: Ctx, query: string) =>
  transact(ctx, (tx) =>
    tx.insert(savedViews).values({
      workspaceId: ctx.workspaceId,
      operatorId: operatorOf(ctx).operatorId,
      ...{ board: "leads", name: "Of an older version", query },
    }),
  );

const view = { board: "leads", name: "Partners", query: "source=partner" } as const;

test("a view is its owner's until it is shared; a shared one can be changed by its owner or a manager", async () => {
  const { manager, operator, job } = await newWorkspace();
  const colleague = await newUser(job, "operator");
  const namesFor = (ctx: typeof operator) =>
    read(ctx, (tx) => listViews(tx, ctx, { board: "leads" })).then((views) => views.map(({ name }) => name));
  const { id } = await createView(operator, view);
  expect(await namesFor(operator)).toEqual(["Partners"]);
  expect(await namesFor(colleague)).toEqual([]);
  await expect(updateView(manager, id, { name: "Mine now" })).rejects.toMatchObject({ status: 404 });

  await updateView(operator, id, { is_shared: true });
  expect(await namesFor(colleague)).toEqual(["Partners"]);
  await expect(deleteView(colleague, id)).rejects.toMatchObject({ status: 403 });
  for (const [ctx, isChangeable] of [
    [operator, true],
    [manager, true],
    [colleague, false],
  ] as const) {
    const shown = presentView(ctx, await read(ctx, (tx) => getView(tx, ctx, id)));
    expect(shown).toMatchObject({ is_mine: ctx === operator, is_changeable: isChangeable });
  }
  await updateView(manager, id, { name: "Our partners" });
  expect(await namesFor(operator)).toEqual(["Our partners"]);
  await deleteView(manager, id);
  expect(await namesFor(operator)).toEqual([]);
});

test("the views of a person are limited, and a job can store none", async () => {
  const { operator, job } = await newWorkspace();
  for (let made = 0; made < MAX_VIEWS; made += 1) await createView(operator, view);
  await expect(createView(operator, view)).rejects.toMatchObject({ code: "too_many_views" });
  await expect(createView(job, view)).rejects.toMatchObject({ status: 403 });
});

test.each([
  "days=1000000000",
  "days=0.5",
  "created_from=0000-01-01",
  "created_to=2026-01-01T00:00:00%2B20:00",
  "min_score=9",
  "colour=blue",
  "source=partner&source=scanner",
])("a query that no board understands is refused as a view: %s", async (query) => {
  const { operator } = await newWorkspace();
  const { id } = await createView(operator, view);
  for (const change of [createView(operator, { ...view, query }), updateView(operator, id, { query })]) {
    const refusal = await change.catch((error: unknown) => toAppError(error, ""));
    expect(refusal).toMatchObject({ status: 422, problems: [{ pointer: "/query" }] });
  }
});

test("a board's own filters and options are stored, and another board's filters are not", async () => {
  const { operator } = await newWorkspace();
  const query = "columns=name,stage&days=36500&moved_from=2026-01-01&sort=-ai_score&view=table";
  const { id } = await createView(operator, { ...view, query });
  expect(await updateView(operator, id, { query: "" })).toMatchObject({ query: "" });
  const paid = { ...view, query: "paid_from=2026-01-01" };
  await expect(createView(operator, paid)).rejects.toThrow();
  await createView(operator, { ...paid, board: "sales" });
});

test("each view is counted as its board shows it to the reader; invalid views are left out", async () => {
  const { manager, operator, job } = await newWorkspace();
  const { operatorId } = operatorOf(operator);
  const [own, unread] = await Promise.all([
    newLead(manager, { source: "scanner", owner_id: operatorId }),
    newLead(manager, { owner_id: operatorOf(manager).operatorId }),
    newLead(manager),
  ]);
  await addMessages(job, unread.id, { text: "Hello?", direction: "in" });
  await updateLead(manager, own.id, { next_step: "Call", next_step_at: "2020-01-01T00:00:00Z" });
  const kept = await createView(operator, {
    board: "leads",
    name: "Scanned",
    query: "days=7&source=scanner&view=table",
  });
  await keptBefore(operator, "colour=blue");
  await keptBefore(operator, "days=1000000000");
  const countsFor = async (ctx: typeof operator, query = "") =>
    Object.fromEntries(
      (await countViews(ctx, { board: "leads", query })).map(({ view, count }) => [view, count]),
    );
  expect(await countsFor(manager)).toEqual({ all: 3, mine: 1, unread: 1, ready: 0, overdue: 1, stale: 0 });
  expect(await countsFor(manager, "source=scanner&view=table")).toEqual({
    all: 1,
    mine: 0,
    unread: 0,
    ready: 0,
    overdue: 1,
    stale: 0,
  });
  // An operator sees their own leads, and unassigned ones.
  expect(await countsFor(operator)).toEqual({
    ...{ all: 2, mine: 1, unread: 0, ready: 0, overdue: 1, stale: 0 },
    [kept.id]: 1,
  });
  expect(await countViews(manager, { board: "sales", query: "" })).toEqual([
    { view: "all", count: 0, is_more: false },
    { view: "mine", count: 0, is_more: false },
  ]);
});
