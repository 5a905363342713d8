import { eq, sql } from "drizzle-orm";
import { sources } from "#db/schema/sources.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { serveWaiting } from "#lib/conversations/appeals/serve-waiting.ts";
import { lockSource } from "#lib/conversations/distribution/lock-source.ts";
import { lockSources } from "#lib/conversations/distribution/queries.ts";
import { resetDeficits } from "#lib/conversations/distribution/reset-deficits.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getSource, type SourceRow } from "#lib/workspace/sources/queries.ts";
import { UpdateSourceInput } from "#lib/workspace/sources/schema.ts";
import { assertDepartment } from "#lib/workspace/team/queries.ts";

/**
 * Changes a source; its code stays, because leads and outside systems refer to it.
 * @throws StaleVersion when a version is given and another caller changed the source since
 */
export async function updateSource(ctx: Ctx, sourceId: number, raw: UpdateSourceInput): Promise<SourceRow> {
  authorize(ctx, "source:manage");
  const input = UpdateSourceInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockSource(tx, sourceId, input.version);
    await assertDepartment(tx, input.department_id);
    await tx
      .update(sources)
      .set({
        name: input.name,
        kind: input.kind,
        description: input.description,
        strategy: input.strategy,
        departmentId: input.department_id,
        requiredSkills: input.required_skills,
        acknowledgeSeconds: input.acknowledge_seconds,
        updatedAt: sql`now()`,
        version: sql`${sources.version} + 1`,
      })
      .where(eq(sources.id, sourceId));
    const after = await getSource(tx, sourceId);
    // Deficits of one strategy mean nothing to another.
    if (after.strategy !== before.strategy) await resetDeficits(tx, sourceId);
    record(tx, ctx, "source.updated", { before, after });
    await serveWaiting(tx, ctx, await lockSources(tx, [sourceId]));
    return after;
  });
}
