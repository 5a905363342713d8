import { count } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { leadDeltas } from "#db/schema/counters.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listWorkspacesToRollUp, rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { startCounterRollUp } from "./start-counter-roll-up.ts";

vi.mock("#lib/pipeline/counters/roll-up-counters.ts", { spy: true });

const deltasOf = (ctx: Ctx) =>
  read(ctx, async (tx) => {
    const [row] = await tx.select({ n: count() }).from(leadDeltas);
    return row?.n;
  });

test("a workspace whose counters fail to roll up does not block others", async () => {
  const [broken, fine] = [await newWorkspace(), await newWorkspace()];
  for (const { admin } of [broken, fine]) await newLead(admin);
  expect([await deltasOf(broken.admin), await deltasOf(fine.admin)]).not.toContain(0);
  const actual = await vi.importActual<typeof import("#lib/pipeline/counters/roll-up-counters.ts")>(
    "#lib/pipeline/counters/roll-up-counters.ts",
  );
  vi.mocked(listWorkspacesToRollUp).mockResolvedValue([broken.workspaceId, fine.workspaceId]);
  vi.mocked(rollUpCounters).mockImplementation((workspaceId) =>
    workspaceId === broken.workspaceId
      ? Promise.reject(new Error("This one fails on purpose"))
      : actual.rollUpCounters(workspaceId),
  );
  const counters = startCounterRollUp();
  await expect.poll(() => deltasOf(fine.admin), { timeout: 5_000 }).toBe(0);
  await counters.stop();
  expect(await deltasOf(broken.admin)).not.toBe(0);
});
