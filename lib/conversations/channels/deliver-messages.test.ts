import { expect, test } from "vitest";
import { makeCtx } from "#lib/auth/ctx.ts";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { readConversation } from "#lib/conversations/messages/read-conversation.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { deliverMessagesTask } from "./deliver-messages.ts";

test("an answer is delivered once, and counts as delivered when the outside system reads it", async () => {
  const workspace = await newWorkspace();
  const { manager, job, workspaceId } = workspace;
  const { source } = await newSource(workspace);
  const appeal = await createAppeal(manager, {
    lead_external_id: "bot-1",
    source_id: source.id,
    message: "Hi",
  });
  await answerAppeal(manager, appeal.id, { text: "Good day" });
  expect(await deliverMessagesTask(job)).toBe(1);
  expect(await deliverMessagesTask(job)).toBe(0);
  const states = async (ctx: typeof manager) =>
    (await readConversation(ctx, appeal.leadId, { limit: 10 })).rows.map(
      ({ deliveryState }) => deliveryState,
    );
  expect(await states(manager)).toEqual(["sent", "stored"]);
  const outside = makeCtx(workspaceId, { kind: "api_key", id: 1, name: "Bot" }, "manager");
  expect(await states(outside)).toEqual(["delivered", "stored"]);
});
