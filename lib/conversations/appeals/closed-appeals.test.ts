import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { newSource, newUser, newWorkspace } from "#testing/workspace.ts";
import { closeAppeal } from "./close-appeal.ts";
import { createAppeal } from "./create-appeals.ts";
import { listAppeals } from "./list-appeals.ts";
import type { AppealFilter } from "./schema.ts";

const idOf = (ctx: Ctx) => operatorOf(ctx).operatorId;

/** Two operators with appeals that they closed; one of them also has an open appeal. */
async function filled() {
  const workspace = await newWorkspace();
  const { job, manager, operator } = workspace;
  const colleague = await newUser(job, "operator");
  const { source } = await newSource(workspace, { operatorCount: 0 });
  const enquire = async (who: Ctx) => {
    await setWeights(manager, source.id, [{ operator_id: idOf(who), weight: 1 }]);
    return createAppeal(manager, { lead_external_id: crypto.randomUUID(), source_id: source.id });
  };
  const own = [await enquire(operator), await enquire(operator), await enquire(operator)];
  const foreign = await enquire(colleague);
  await enquire(operator);
  // They are closed in another order than they arrived.
  const order = [own[1], own[2], foreign, own[0]].map((appeal) => appeal?.id ?? 0);
  for (const id of order) await closeAppeal(manager, id);
  return { workspace, colleague, lastFirst: order.toReversed(), foreign: foreign.id };
}

/** All pages of the list of closed appeals. */
async function closedOf(ctx: Ctx, filter: AppealFilter = {}): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(ctx, (tx) =>
      listAppeals(tx, ctx, filter, { limit: 2, cursor, sort: "-closed_at" }),
    );
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

test("closed appeals are listed by the time of closing, the last first, page by page, without open ones", async () => {
  const { workspace, lastFirst, foreign } = await filled();
  const { manager, operator } = workspace;
  expect(await closedOf(manager)).toEqual(lastFirst);
  expect(await closedOf(manager, { operator_id: idOf(operator) })).toEqual(
    lastFirst.filter((id) => id !== foreign),
  );
});

test("an operator sees only the appeals that they closed, even when asking for another operator's", async () => {
  const { workspace, colleague, lastFirst, foreign } = await filled();
  const { operator } = workspace;
  expect(await closedOf(operator)).toEqual(lastFirst.filter((id) => id !== foreign));
  expect(await closedOf(operator, { operator_id: idOf(colleague) })).toEqual([]);
  expect(await closedOf(colleague)).toEqual([foreign]);
});

test("a day of closing is a day of the workspace, from its first moment to its last", async () => {
  const { workspace, lastFirst } = await filled();
  const at = (id: number | undefined, moment: string) =>
    withWorkspace(workspace, (tx) =>
      tx.execute(
        sql`update appeals set closed_at = ${moment}::timestamp at time zone 'Europe/Kyiv' where id = ${id}`,
      ),
    );
  await at(lastFirst[0], "2026-03-10 23:59:59.999");
  await at(lastFirst[1], "2026-03-10 00:00");
  await at(lastFirst[2], "2026-03-09 23:59:59.999");
  const day = { closed_from: "2026-03-10", closed_to: "2026-03-10" };
  expect(await closedOf(workspace.manager, day)).toEqual(lastFirst.slice(0, 2));
});
