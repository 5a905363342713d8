import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Tx } from "#db/client.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read, transactAround } from "#lib/core/transact.ts";
import { lockLead } from "#lib/pipeline/leads/lock-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { renewLead } from "#lib/pipeline/leads/renew-lead.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { newLead, newLostLead, newSource, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { acceptAppeal } from "./accept-appeal.ts";
import { answerAppeal } from "./answer-appeal.ts";
import { createAppeal, createFromEnquiries } from "./create-appeals.ts";

let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await newWorkspace();
});

/** Runs `work` in a transaction of this caller, which stays open until `end`. */
async function openTransaction(ctx: Ctx, work: (tx: Tx) => Promise<unknown>) {
  const [opened, ended] = [Promise.withResolvers<{ tx: Tx; pid: number }>(), Promise.withResolvers<void>()];
  const committed = transactAround(ctx, async (tx) => {
    await work(tx);
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    opened.resolve({ tx, pid: rows[0]?.pid ?? 0 });
    await ended.promise;
  });
  committed.catch(opened.reject);
  const end = () => {
    ended.resolve();
    return committed;
  };
  return { ...(await opened.promise), end };
}

/** Waits until this many transactions wait for the process with this id, directly or indirectly. */
async function untilBlocked(pid: number, count: number): Promise<void> {
  const blocked = sql`
    with recursive blocked (pid) as (
      select ${pid}::int
      union
      select other.pid from pg_stat_activity as other join blocked on blocked.pid = any(pg_blocking_pids(other.pid)))
    select count(*)::int - 1 as count from blocked`;
  await vi.waitFor(
    async () => {
      const { rows } = await read(workspace.job, (tx) => tx.execute<{ count: number }>(blocked));
      expect(rows[0]?.count).toBe(count);
    },
    { timeout: 5_000 },
  );
}

const leadOf = (id: number) => read(workspace.job, (tx) => getLead(tx, workspace.job, id));

/** Sends enquiries of these clients to a source in one transaction. Each must be accepted. */
async function enquire(sourceId: number, externalIds: string[]): Promise<number[]> {
  const made = await createFromEnquiries(
    externalIds.map((lead_external_id) => ({
      ctx: workspace.job,
      input: { lead_external_id, source_id: sourceId },
    })),
  );
  return made.map((one) => {
    if (one instanceof Error) throw one;
    return one.leadId;
  });
}

describe("an enquiry whose lead is renewed at the same time", () => {
  /** An enquiry of a lost lead without an owner, taken by the operator, and a renewal that is not committed. */
  async function renewing() {
    const { manager, operator } = workspace;
    const source = await createSource(manager, { name: "Form" });
    await setWeights(manager, source.id, [{ operator_id: operatorOf(operator).operatorId, weight: 1 }]);
    const lead = await newLostLead(manager, { external_id: "tg-1" });
    const appeal = await createAppeal(manager, { lead_external_id: "tg-1", source_id: source.id });
    const renewal = await openTransaction(manager, () => renewLead(manager, lead.id));
    return { lead, appeal, renewal };
  }

  test("gives the successor to the operator who accepts it, and leaves the old lead unchanged", async () => {
    const { lead, appeal, renewal } = await renewing();
    const accepting = acceptAppeal(workspace.operator, appeal.id);
    await untilBlocked(renewal.pid, 1);
    await renewal.end();
    const { leadId } = await accepting;
    expect(await leadOf(lead.id)).toMatchObject({ ownerId: null, successorId: leadId });
    expect(await leadOf(leadId)).toMatchObject({ ownerId: operatorOf(workspace.operator).operatorId });
  });

  test.each(["in", "out"] as const)("adds a message '%s' to the successor", async (direction) => {
    const { lead, appeal, renewal } = await renewing();
    const answering = answerAppeal(workspace.operator, appeal.id, { text: "Hello", direction });
    await untilBlocked(renewal.pid, 1);
    await renewal.end();
    const answered = await answering;
    const old = await leadOf(lead.id);
    expect(old).toMatchObject({ successorId: answered.lead.id, messageCount: 0 });
    expect(answered.message).toMatchObject({ leadId: old.successorId, appealId: appeal.id });
  });
});

test("renewing an operator's lead during their hand-over does not deadlock with an answer", async () => {
  const { manager, admin, operator, job } = workspace;
  const { operatorId } = operatorOf(operator);
  const source = await createSource(manager, { name: "Form" });
  await setWeights(manager, source.id, [{ operator_id: operatorId, weight: 1 }]);
  const lead = await newLostLead(manager, { external_id: "tg-1", owner_id: operatorId });
  const appeal = await createAppeal(manager, { lead_external_id: "tg-1", source_id: source.id });
  const renewal = await openTransaction(manager, (tx) => lockLead(tx, manager, lead.id));
  const holder = await openTransaction(admin, (tx) =>
    tx.execute(sql`select from operators where id = ${operatorId} for no key update`),
  );
  const handingOver = updateOperator(job, operatorId, { is_active: false, hand_over_to: null });
  await untilBlocked(renewal.pid, 1);
  const successor = await renewLead(manager, lead.id);
  await renewal.end();
  await untilBlocked(holder.pid, 1);
  const accepting = acceptAppeal(operator, appeal.id);
  await untilBlocked(holder.pid, 2);
  const [accepted, after] = await Promise.all([accepting, handingOver, holder.end()]);
  expect([accepted.leadId, after.isActive]).toEqual([successor.id, false]);
  expect(await leadOf(successor.id)).toMatchObject({ ownerId: null });
});

describe("batches with the same clients", () => {
  test("do not deadlock over a later lead when the lead of one is renewed while they wait", async () => {
    const { admin, manager, operator, job } = workspace;
    const [one, other] = [await newSource(workspace), await newSource(workspace)];
    const old = await newLostLead(manager, { external_id: "a-back" });
    const creation = await openTransaction(operator, () => newLead(operator, { external_id: "b-new" }));
    const first = enquire(one.source.id, ["a-back", "b-new", "c-later"]);
    // The first batch has already read that the lead "a-back" exists, so it notices the renewal at its lock.
    await untilBlocked(creation.pid, 1);
    const renewal = await openTransaction(manager, () => renewLead(manager, old.id));
    // A batch that knows all leads from the start locks the successor before this one, whose id is higher.
    const later = await newLead(job, { external_id: "c-later" });
    const holder = await openTransaction(admin, (tx) =>
      tx.execute(sql`select from leads where id = ${later.id} for no key update`),
    );
    await creation.end();
    await untilBlocked(renewal.pid, 1);
    await renewal.end();
    await untilBlocked(holder.pid, 1);
    const second = enquire(other.source.id, ["a-back", "c-later"]);
    await untilBlocked(holder.pid, 2);
    const [taken, again] = await Promise.all([first, second, holder.end()]);
    const { successorId } = await leadOf(old.id);
    expect(again).toEqual([successorId, later.id]);
    expect(taken).toEqual([successorId, expect.any(Number), later.id]);
  });

  test("do not deadlock over an operator when their lead is renewed while they wait", async () => {
    const { manager } = workspace;
    const { source: one, operators } = await newSource(workspace, { operatorCount: 1, maxLoad: 3 });
    const other = await createSource(manager, { name: "Other" });
    const operatorId = operators[0]?.id ?? 0;
    await setWeights(manager, other.id, [{ operator_id: operatorId, weight: 1 }]);
    const old = await newLostLead(manager, { external_id: "back" });
    const renewal = await openTransaction(manager, (tx) => lockLead(tx, manager, old.id));
    const holder = await openTransaction(workspace.admin, (tx) =>
      tx.execute(sql`select from operators where id = ${operatorId} for no key update`),
    );
    const first = enquire(one.id, ["back", "back"]);
    await untilBlocked(renewal.pid, 1);
    await renewLead(manager, old.id);
    await renewal.end();
    await untilBlocked(holder.pid, 1);
    const second = enquire(other.id, ["back", "back"]);
    await untilBlocked(holder.pid, 2);
    await Promise.all([first, second, holder.end()]);
    const { rows } = await read(manager, (tx) =>
      tx.execute(sql`
        select current_load as load, (select count(*)::int from appeals where operator_id = operators.id) as active
        from operators where id = ${operatorId}`),
    );
    expect(rows).toEqual([{ load: 3, active: 3 }]);
  });

  test("lock the open enquiries of all leads that they renew in the order of their ids", async () => {
    const { manager, admin } = workspace;
    const source = await createSource(manager, { name: "Form" });
    await updateSettings(admin, { renew_final_leads: true });
    const [first, second] = [
      await newLead(manager, { external_id: "first" }),
      await newLead(manager, { external_id: "second" }),
    ];
    const appealOf = (lead_external_id: string) =>
      createAppeal(manager, { lead_external_id, source_id: source.id });
    // The later lead has the earlier enquiry.
    const [earlier, later] = [await appealOf("second"), await appealOf("first")];
    for (const { id } of [first, second]) await moveLead(manager, id, { stage: "lost", lost_reason: "None" });
    const lock = (tx: Tx, id: number) =>
      tx.execute(sql`select from appeals where id = ${id} for no key update`);
    const holder = await openTransaction(admin, (tx) => lock(tx, earlier.id));
    const taking = enquire(source.id, ["first", "second"]);
    await untilBlocked(holder.pid, 1);
    await lock(holder.tx, later.id);
    const [leadIds] = await Promise.all([taking, holder.end()]);
    expect([await leadOf(first.id), await leadOf(second.id)].map(({ successorId }) => successorId)).toEqual(
      leadIds,
    );
  });
});
