import { expect, test } from "vitest";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { read } from "#lib/core/transact.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { readFirstSteps } from "./read-first-steps.ts";

test("the first steps count what people did, not the demo company's data", { timeout: 30_000 }, async () => {
  const { admin, job } = await newWorkspace();
  await loadDemo(admin);
  const steps = () => read(job, readFirstSteps);
  const before = await steps();
  expect(before).toMatchObject({ source: false, appeal: false });
  await createSource(admin, { name: "Our bot" });
  await createInvite(admin, { role: "operator" });
  expect(await steps()).toEqual({ source: true, operator: true, appeal: false });
  await createAppeal(admin, { lead_external_id: "first", source: "manual", message: "Hello" });
  expect(await steps()).toEqual({ source: true, operator: true, appeal: true });
});
