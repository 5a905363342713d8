import { expect, test } from "vitest";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { effectiveSettings } from "./queries.ts";
import { updateSettings } from "./update-settings.ts";

test("a workspace's AI settings override the environment's until they are null again", async () => {
  const { admin } = await newWorkspace();
  const own = await updateSettings(admin, {
    ai_provider: "rules",
    ai_calls_per_minute: 7,
    ai_analyze_after_messages: 0,
  });
  expect(effectiveSettings(own)).toMatchObject({
    aiProvider: "rules",
    aiCallsPerMinute: 7,
    aiAnalyzeAfterMessages: 0,
  });
  const none = await updateSettings(admin, {
    ai_provider: null,
    ai_calls_per_minute: null,
    ai_analyze_after_messages: null,
  });
  expect(effectiveSettings(none)).toMatchObject({
    aiProvider: "model",
    aiCallsPerMinute: 60,
    aiAnalyzeAfterMessages: 5,
  });
});

test("an LLM cannot be chosen without a key", async () => {
  const { admin, workspaceId } = await newWorkspace();
  const before = await tenantFingerprint(workspaceId);
  await expect(updateSettings(admin, { ai_provider: "openai" })).rejects.toMatchObject({
    status: 422,
    problems: [{ pointer: "/ai_provider", code: "no_api_key" }],
  });
  expect(await tenantFingerprint(workspaceId)).toEqual(before);
});
