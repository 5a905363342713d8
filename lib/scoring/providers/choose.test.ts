import { expect, test } from "vitest";
import { transact } from "#lib/core/transact.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { chooseProvider } from "./choose.ts";

test("an LLM without a key returns 503, and no other provider replaces it", async () => {
  const { admin } = await newWorkspace();
  const choice = transact(admin, async (tx) =>
    chooseProvider(tx, { ...(await getSettings(tx)), aiProvider: "openai" }, undefined),
  );
  await expect(choice).rejects.toMatchObject({ status: 503, code: "ai_unavailable" });
});
