import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operators } from "#db/schema/operators.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { setPresence } from "#lib/conversations/staffing/set-presence.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { read } from "#lib/core/transact.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { acceptAppeal } from "./accept-appeal.ts";
import { createAppeal } from "./create-appeals.ts";
import { getAppeal } from "./queries.ts";
import { serveQueuesTask, takeBackFromAbsentTask, takeBackUnacceptedTask } from "./tasks.ts";

test("an appeal that is not accepted in time goes to the next operator, and after three the managers are notified", async () => {
  const workspace = await newWorkspace();
  const { manager, job, workspaceId } = workspace;
  const { source, operators: people } = await newSource(workspace, {
    operatorCount: 4,
    acknowledge_seconds: 60,
  });
  const appeal = await createAppeal(manager, { lead_external_id: "slow", source_id: source.id });
  const accepted = await createAppeal(manager, { lead_external_id: "quick", source_id: source.id });
  await acceptAppeal(manager, accepted.id);
  expect(await takeBackUnacceptedTask(job)).toBe(0);
  const had = [appeal.operatorId];
  for (let miss = 1; miss <= 3; miss += 1) {
    await withWorkspace({ workspaceId }, (tx) =>
      tx
        .update(appeals)
        .set({ assignedAt: sql`now() - interval '61 seconds'` })
        .where(eq(appeals.status, "active")),
    );
    expect(await takeBackUnacceptedTask(job)).toBe(1);
    had.push((await read(manager, (tx) => getAppeal(tx, manager, appeal.id))).operatorId);
  }
  expect(new Set(had).size).toBe(people.length);
  const told = await withWorkspace({ workspaceId }, (tx) =>
    tx.execute(sql`select count(*)::int as count from events where type = 'appeal.nobody_accepts'`),
  );
  expect(told.rows[0]).toEqual({ count: 1 });
});

test("an operator gone for two minutes loses unaccepted appeals and keeps accepted ones", async () => {
  const workspace = await newWorkspace();
  const { manager, operator: person, job, workspaceId } = workspace;
  const { operatorId } = operatorOf(person);
  const { source } = await newSource(workspace, { operatorCount: 0 });
  await setPresence(person, operatorId, { state: "online" });
  await setWeights(manager, source.id, [{ operator_id: operatorId, weight: 1 }]);
  const [offered, accepted] = [
    await createAppeal(manager, { lead_external_id: "one", source_id: source.id }),
    await createAppeal(manager, { lead_external_id: "two", source_id: source.id }),
  ];
  await acceptAppeal(person, accepted.id);
  expect(await takeBackFromAbsentTask(job)).toBe(0);
  await withWorkspace({ workspaceId }, (tx) =>
    tx
      .update(operators)
      .set({ presenceAt: sql`now() - interval '121 seconds'` })
      .where(eq(operators.id, operatorId)),
  );
  expect(await takeBackFromAbsentTask(job)).toBe(1);
  const now = (id: number) => read(manager, (tx) => getAppeal(tx, manager, id));
  expect(await now(offered.id)).toMatchObject({ status: "waiting", operatorId: null });
  expect(await now(accepted.id)).toMatchObject({ status: "active", operatorId });
  await setPresence(person, operatorId, { state: "online" });
  expect(await now(offered.id)).toMatchObject({ status: "active", operatorId });
});

test("the sweep serves waiting appeals when working hours begin", async () => {
  const workspace = await newWorkspace();
  const { manager, job, workspaceId } = workspace;
  const { source, operators: people } = await newSource(workspace, { operatorCount: 1 });
  const hours = (value: unknown) =>
    withWorkspace({ workspaceId }, (tx) => tx.update(operators).set({ workingHours: value as [] | null }));
  await hours([]);
  const appeal = await createAppeal(manager, { lead_external_id: "early", source_id: source.id });
  expect(appeal.status).toBe("waiting");
  expect(await serveQueuesTask(job)).toBe(0);
  await hours(null);
  expect(await serveQueuesTask(job)).toBe(1);
  const after = await read(manager, (tx) => getAppeal(tx, manager, appeal.id));
  expect(after.operatorId).toBe(people[0]?.id);
});
