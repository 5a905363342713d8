import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read, transact } from "#lib/core/transact.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { ANSWER_RETENTION_HOURS } from "./schema.ts";
import { deleteOldAnswersTask } from "./tasks.ts";

const keep = (ctx: Ctx, key: string, hours: number) =>
  transact(ctx, (tx) =>
    tx.insert(idempotencyKeys).values({
      workspaceId: ctx.workspaceId,
      actor: "test",
      key,
      requestHash: "none",
      createdAt: sql`now() - make_interval(mins => ${hours * 60})`,
    }),
  );

const keysOf = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx
      .select({ key: idempotencyKeys.key })
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.workspaceId, ctx.workspaceId)),
  );

test("answers older than a day are deleted, in the job's own workspace only", async () => {
  const [own, other] = [(await newWorkspace()).job, (await newWorkspace()).job];
  await keep(own, "old", ANSWER_RETENTION_HOURS + 0.1);
  await keep(own, "fresh", ANSWER_RETENTION_HOURS - 0.1);
  await keep(other, "old", ANSWER_RETENTION_HOURS + 0.1);
  expect(await deleteOldAnswersTask(own)).toBe(1);
  expect(await keysOf(own)).toEqual([{ key: "fresh" }]);
  expect(await keysOf(other)).toEqual([{ key: "old" }]);
});
