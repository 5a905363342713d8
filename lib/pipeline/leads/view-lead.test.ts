import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { viewLead } from "./view-lead.ts";

test("a person who views a lead sees the other viewers, until their last signal is too old", async () => {
  const workspace = await newWorkspace();
  const { manager, workspaceId } = workspace;
  const lead = await newLead(manager);
  const olha = await newUser(workspace.job, "manager");
  expect(await viewLead(manager, lead.id)).toEqual([]);
  const [seen, ...others] = await viewLead(olha, lead.id);
  expect(seen?.name).toBe(manager.actor.name);
  expect(others).toEqual([]);
  expect(await viewLead(manager, lead.id)).toMatchObject([{ name: olha.actor.name }]);
  await withWorkspace({ workspaceId }, (tx) =>
    tx.execute(sql`update lead_viewers set seen_at = now() - interval '41 seconds'`),
  );
  expect(await viewLead(olha, lead.id)).toEqual([]);
});

test("another workspace's lead cannot be viewed", async () => {
  const [one, other] = [await newWorkspace(), await newWorkspace()];
  const lead = await newLead(one.manager);
  await expect(viewLead(other.manager, lead.id)).rejects.toMatchObject({ status: 404 });
});
