import { expect, test } from "vitest";
import { poolSize } from "#db/config.ts";
import { connectionShares } from "#lib/core/limits.ts";
import { transact } from "#lib/core/transact.ts";
import { newSource, newUser, newWorkspace } from "#testing/workspace.ts";
import { createAppeal } from "./create-appeals.ts";

test("a colleague's enquiry does not wait for the share of an earlier caller", async () => {
  const workspace = await newWorkspace();
  const { source } = await newSource(workspace);
  const [busy, colleague] = [workspace.manager, await newUser(workspace.job, "manager")];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = Array.from({ length: connectionShares(poolSize()).perCaller }, () =>
    transact(busy, () => released),
  );
  const first = createAppeal(busy, { lead_external_id: "first", source_id: source.id });
  const began = performance.now();
  const taken = await createAppeal(colleague, { lead_external_id: "second", source_id: source.id });
  const took = performance.now() - began;
  release();
  await Promise.all([first, ...held]);
  expect(taken).toMatchObject({ leadExternalId: "second", status: "active" });
  expect(took).toBeLessThan(2_000);
});

test("few enquiries of one caller's flood are processed before a colleague's", async () => {
  const workspace = await newWorkspace();
  const { source } = await newSource(workspace);
  const colleague = await newUser(workspace.job, "manager");
  let done = 0;
  const flood = Array.from({ length: 300 }, async (_, place) => {
    await createAppeal(workspace.manager, { lead_external_id: `flood-${place}`, source_id: source.id });
    done += 1;
  });
  await createAppeal(colleague, { lead_external_id: "quiet", source_id: source.id });
  expect(done).toBeLessThanOrEqual(100);
  await Promise.all(flood);
});
