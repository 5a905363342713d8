import { expect, test } from "vitest";
import { transact } from "#lib/core/transact.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { chooseProvider } from "./choose.ts";

test("an LLM whose key is gone is a 503, and nobody else answers for it", async () => {
  const { admin } = await newWorkspace();
  const choice = transact(admin, async (tx) =>
    chooseProvider(tx, { ...(await getSettings(tx)), aiProvider: "openai" }, undefined),
  );
  await expect(choice).rejects.toMatchObject({ status: 503, code: "ai_unavailable" });
});
