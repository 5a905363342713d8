import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { claimPlace } from "#lib/conversations/distribution/allocate-appeals.ts";
import { lockSources } from "#lib/conversations/distribution/queries.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { read } from "#lib/core/transact.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { getOperator } from "#lib/workspace/team/queries.ts";
import { call } from "#testing/api.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { POST } from "../../../app/api/v1/operators/[id]/reassign/route.ts";
import { assignAppeal } from "./assign-appeal.ts";
import { closeAppeal } from "./close-appeal.ts";
import { createAppeal } from "./create-appeals.ts";
import { type AppealRow, getAppeal, getReceipt } from "./queries.ts";

/** An operator with three appeals of one source and a fourth of another, and a second operator with room for `room`. */
async function loaded({ room }: { room: number }) {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source: first, operators } = await newSource(workspace, {
    operatorCount: 1,
    maxLoad: 4,
    strategy: "round_robin",
  });
  const { source: second } = await newSource(workspace, { operatorCount: 0, strategy: "balanced" });
  const from = operators[0]?.id ?? 0;
  const appeals: AppealRow[] = [];
  for (const name of ["one", "two", "three"])
    appeals.push(await createAppeal(manager, { lead_external_id: name, source_id: first.id }));
  const other = await createAppeal(manager, { lead_external_id: "four", source_id: second.id });
  appeals.push(await assignAppeal(manager, other.id, { operator_id: from }));
  const target = await createOperator(manager, { name: "Target", max_load: room });
  /** Over HTTP, with and without an Idempotency-Key; both must have the same effect. */
  const reassign = (body: unknown, key?: string) =>
    call(POST, "POST", {
      bearer: workspace.bearer,
      params: { id: String(from) },
      body,
      ...(key ? { headers: { "idempotency-key": key } } : {}),
    });
  const holders = () =>
    read(manager, async (tx) => {
      const rows = [];
      for (const { id } of appeals) rows.push((await getAppeal(tx, manager, id)).operatorId);
      return rows;
    });
  const loadOf = async (id: number) => (await read(manager, (tx) => getOperator(tx, id))).currentLoad;
  return { workspace, manager, first, second, from, target: target.id, appeals, reassign, holders, loadOf };
}

for (const key of [undefined, "a-key"]) {
  const way = key ? "under a key" : "without a key";

  test(`with a target, ${way}: moves as many as there is room for, the oldest first; the others stay`, async () => {
    const { from, target, reassign, holders, loadOf } = await loaded({ room: 3 });
    const { status, body } = await reassign({ to_operator_id: target }, key);
    expect([status, body]).toEqual([200, { reassigned: 3, remaining: 1 }]);
    expect(await holders()).toEqual([target, target, target, from]);
    expect([await loadOf(from), await loadOf(target)]).toEqual([1, 3]);
  });

  // Red before 2026-11-30: 409, and with room for some of them 409 after these had been moved.
  test(`with a full target, ${way}: changes nothing and returns that`, async () => {
    const { from, target, reassign, holders, loadOf } = await loaded({ room: 0 });
    const { status, body } = await reassign({ to_operator_id: target }, key);
    expect([status, body]).toEqual([200, { reassigned: 0, remaining: 4 }]);
    expect(await holders()).toEqual([from, from, from, from]);
    expect([await loadOf(from), await loadOf(target)]).toEqual([4, 0]);
  });

  test(`without a target, ${way}: all return to their queues and don't go to the same operator again`, async () => {
    const { manager, first, from, target, appeals, reassign, holders, loadOf } = await loaded({ room: 1 });
    await setWeights(
      manager,
      first.id,
      [from, target].map((id) => ({ operator_id: id, weight: 1 })),
    );
    const { status, body } = await reassign(undefined, key);
    expect([status, body]).toEqual([200, { reassigned: 4, remaining: 0 }]);
    expect(await holders()).toEqual([target, null, null, null]);
    expect(await loadOf(from)).toBe(0);
    const waiting = await read(manager, (tx) => getAppeal(tx, manager, appeals[1]?.id ?? 0));
    expect(waiting).toMatchObject({ status: "waiting", declinedBy: [from] });
  });
}

test("closed appeals are not counted", async () => {
  const { manager, target, appeals, reassign } = await loaded({ room: 9 });
  await closeAppeal(manager, appeals[0]?.id ?? 0);
  expect((await reassign({ to_operator_id: target })).body).toEqual({ reassigned: 3, remaining: 0 });
  expect((await reassign({ to_operator_id: target })).body).toEqual({ reassigned: 0, remaining: 0 });
});

test("is refused from or to an unknown operator, and to the same operator", async () => {
  const { workspace, from, reassign } = await loaded({ room: 1 });
  expect((await reassign({ to_operator_id: from })).status).toBe(422);
  expect((await reassign({ to_operator_id: 999_999_999 })).status).toBe(422);
  const unknown = await call(POST, "POST", {
    bearer: workspace.bearer,
    params: { id: "999999999" },
    body: {},
  });
  expect(unknown.status).toBe(404);
});

// Red before 2026-11-30: it named weighted_fair whatever the strategy of the source.
test("the receipt of a manual assignment names the strategy of its source", async () => {
  const { manager, target, appeals, reassign } = await loaded({ room: 9 });
  const strategies = () =>
    read(manager, async (tx) => {
      const receipts = [];
      for (const { id } of appeals) receipts.push((await getReceipt(tx, manager, id)).receipt);
      return receipts.map(({ strategy, by }) => [strategy, by]);
    });
  expect((await strategies()).at(-1)).toEqual(["balanced", "manager"]);
  await reassign({ to_operator_id: target });
  expect(await strategies()).toEqual([
    ["round_robin", "manager"],
    ["round_robin", "manager"],
    ["round_robin", "manager"],
    ["balanced", "manager"],
  ]);
});

// Red before 2026-11-30: with a key all its transactions are one, which locked an operator before a second source.
test("with a key it takes its locks in the common order: sources first, then operators", async () => {
  const { workspace, second, target, reassign } = await loaded({ room: 9 });
  const other = withWorkspace({ workspaceId: workspace.workspaceId }, async (tx) => {
    await lockSources(tx, [second.id]);
    await sleep(500);
    return claimPlace(tx, target);
  });
  await sleep(100);
  const [{ status, body }, hasClaimed] = await Promise.all([
    reassign({ to_operator_id: target }, "in-order"),
    other,
  ]);
  expect([status, body, hasClaimed]).toEqual([200, { reassigned: 4, remaining: 0 }, true]);
});
