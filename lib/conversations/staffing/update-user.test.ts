import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { events } from "#db/schema/events.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { read } from "#lib/core/transact.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { getOperator } from "#lib/workspace/team/queries.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { updateOperator } from "./update-operator.ts";
import { updateUser } from "./update-user.ts";

/** An operator who alone serves a source, and a function that sends it enquiries. */
async function onlyOperator() {
  const { admin, manager, operator } = await newWorkspace();
  const { operatorId } = operatorOf(operator);
  const source = await createSource(manager, { name: "Source" });
  await setWeights(manager, source.id, [{ operator_id: operatorId, weight: 10 }]);
  let sent = 0;
  const enquire = async () => {
    sent += 1;
    const appeal = await createAppeal(manager, { lead_external_id: `client ${sent}`, source_id: source.id });
    return appeal.operatorId;
  };
  return { admin, userId: operator.actor.id ?? 0, operatorId, enquire };
}

test("a disabled person gets no more appeals, and only Team activates them again", async () => {
  const { admin, userId, operatorId, enquire } = await onlyOperator();
  expect(await enquire()).toBe(operatorId);

  await updateUser(admin, userId, { is_active: false });
  expect(await enquire()).toBeNull();
  const log = await read(admin, (tx) =>
    tx.select().from(events).where(eq(events.subjectId, operatorId)).orderBy(events.id),
  );
  expect(log.filter(({ type }) => type === "operator.updated")).toMatchObject([
    { before: { is_active: true }, after: { is_active: false }, actorId: admin.actor.id },
  ]);
  await expect(updateOperator(admin, operatorId, { is_active: true })).rejects.toMatchObject({
    code: "user_disabled",
  });

  await updateUser(admin, userId, { is_active: true });
  expect((await read(admin, (tx) => getOperator(tx, operatorId))).isActive).toBe(false);
  await updateOperator(admin, operatorId, { is_active: true });
  // The appeals that waited meanwhile, and a new one.
  expect((await read(admin, (tx) => getOperator(tx, operatorId))).currentLoad).toBe(2);
  expect(await enquire()).toBe(operatorId);
});

test("a new role leaves the work unchanged", async () => {
  const { admin, userId, operatorId, enquire } = await onlyOperator();
  await updateUser(admin, userId, { role: "manager" });
  expect(await enquire()).toBe(operatorId);
});
