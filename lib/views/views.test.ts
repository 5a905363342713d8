import { expect, test } from "vitest";
import { read } from "#lib/core/transact.ts";
import { newUser, newWorkspace } from "#lib/testing/workspace.ts";
import { createView } from "./create-view.ts";
import { deleteView } from "./delete-view.ts";
import { presentView } from "./present.ts";
import { getView, listViews } from "./queries.ts";
import { MOST_VIEWS } from "./schema.ts";
import { updateView } from "./update-view.ts";

const view = { board: "leads", name: "Partners", query: "source=partner" } as const;

test("a view is its owner's until it is shared; a shared one is changed by its owner or a manager", async () => {
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

test("nobody keeps very many, and a job keeps none", async () => {
  const { operator, job } = await newWorkspace();
  for (let made = 0; made < MOST_VIEWS; made += 1) await createView(operator, view);
  await expect(createView(operator, view)).rejects.toMatchObject({ code: "too_many_views" });
  await expect(createView(job, view)).rejects.toMatchObject({ status: 403 });
});
