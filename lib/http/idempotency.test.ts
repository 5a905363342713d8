import { expect, test } from "vitest";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { presentMessagesAdded } from "#lib/conversations/messages/present.ts";
import { listMessages } from "#lib/conversations/messages/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { runOnce } from "./idempotency.ts";

/** The headers of the same session's next request. */
const again = ({ workspaceId, actor, role }: Ctx): Ctx => makeCtx(workspaceId, actor, role);

const say = (ctx: Ctx, leadId: number, key: string, text: string) =>
  runOnce(ctx, key, { leadId, text }, () =>
    addMessages(ctx, leadId, { text, direction: "out" }).then(presentMessagesAdded),
  );

const textsOf = (ctx: Ctx, leadId: number) =>
  read(ctx, (tx) => listMessages(tx, [leadId], { limit: 100 })).then(({ rows }) =>
    rows.map(({ text }) => text),
  );

// Without the claim in runOnce there are two messages, and 20: seen on 2026-11-21.
test("a message sent again under its key adds nothing and returns the same answer", async () => {
  const { manager } = await newWorkspace();
  const { id } = await newLead(manager);
  const first = await say(again(manager), id, "one", "Good day");
  expect(await say(again(manager), id, "one", "Good day")).toEqual(first);
  expect(await textsOf(manager, id)).toEqual(["Good day"]);
  await say(again(manager), id, "two", "Good day");
  expect(await textsOf(manager, id)).toEqual(["Good day", "Good day"]);
});

test("20 at once under one key create one message; the others get its answer or a 409 to retry", async () => {
  const { manager } = await newWorkspace();
  const { id } = await newLead(manager);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => say(again(manager), id, "one", "Good day")),
  );
  expect(await textsOf(manager, id)).toEqual(["Good day"]);
  for (const result of results) {
    if (result.status === "fulfilled") expect(result.value.message_count).toBe(1);
    else expect(result.reason).toMatchObject({ code: "request_in_flight" });
  }
});

test("a secret is not stored with its key: a repetition learns that it was created", async () => {
  const { admin } = await newWorkspace();
  const invite = (ctx: Ctx) =>
    runOnce(ctx, "one", {}, () => createInvite(ctx, { role: "operator" }), { secretAnswer: true });
  expect((await invite(again(admin))).token).toMatch(/^li_/);
  await expect(invite(again(admin))).rejects.toMatchObject({ status: 409, code: "answer_not_kept" });
  const kept = await read(admin, (tx) => tx.select().from(idempotencyKeys));
  expect(kept).toMatchObject([{ key: "one", body: null }]);
});

test("a refused change keeps no key, and a key belongs to one change of one person", async () => {
  const { manager, admin } = await newWorkspace();
  const { id } = await newLead(manager);
  await expect(say(again(manager), id + 1_000_000, "one", "Lost")).rejects.toMatchObject({
    code: "not_found",
  });
  await say(again(manager), id, "one", "Good day");
  await expect(say(again(manager), id, "one", "Good evening")).rejects.toMatchObject({
    code: "idempotency_key_reused",
  });
  await say(again(admin), id, "one", "Good day");
  expect(await textsOf(manager, id)).toEqual(["Good day", "Good day"]);
});
