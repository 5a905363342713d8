import { eq, inArray } from "drizzle-orm";
import { distributionStates, operatorWeights } from "#db/schema/distribution.ts";
import { operators } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { serveWaiting } from "#lib/conversations/appeals/serve-waiting.ts";
import { presentWeight } from "#lib/conversations/distribution/present.ts";
import { listWeights, lockSources, type WeightRow } from "#lib/conversations/distribution/queries.ts";
import { SetWeightsInput } from "#lib/conversations/distribution/schema.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound, StaleVersion } from "#lib/core/errors.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";

/**
 * Replaces the weights of a source and serves its queue. Operators who stay keep their deficit, and new ones begin
 * with none.
 * @param seen the weights that the caller wants to replace, if they read them before
 * @throws NotFound for an unknown source or operator
 * @throws StaleVersion when the weights have changed since
 */
export async function setWeights(
  ctx: Ctx,
  sourceId: number,
  raw: SetWeightsInput,
  seen?: SetWeightsInput,
): Promise<WeightRow[]> {
  authorize(ctx, "source:manage");
  const input = SetWeightsInput.parse(raw);
  return transact(ctx, async (tx) => {
    const [source] = await lockSources(tx, [sourceId]);
    if (!source) throw new NotFound("Source");
    const ids = input.map(({ operator_id }) => operator_id);
    const known = await tx
      .select({ id: operators.id })
      .from(operators)
      .where(inArray(operators.id, [0, ...ids]));
    if (known.length < ids.length) throw new NotFound("Operator");
    const before = await listWeights(tx, sourceId);
    if (seen && !isSame(seen, before)) throw new StaleVersion(presentEach(before, presentWeight));
    await tx.delete(operatorWeights).where(eq(operatorWeights.sourceId, sourceId));
    if (input.length > 0) {
      await tx.insert(operatorWeights).values(
        input.map(({ operator_id, weight }) => ({
          workspaceId: ctx.workspaceId,
          sourceId,
          operatorId: operator_id,
          weight,
        })),
      );
    }
    const kept = source.operatorIds.flatMap((id, place) => (ids.includes(id) ? [place] : []));
    const pick = <Value>(values: Value[]) => kept.flatMap((place) => values[place] ?? []);
    await tx
      .update(distributionStates)
      .set({
        operatorIds: pick(source.operatorIds),
        deficits: pick(source.deficits),
        lastTurns: pick(source.lastTurns),
      })
      .where(eq(distributionStates.sourceId, sourceId));
    const after = await listWeights(tx, sourceId);
    record(tx, ctx, "source.weights_set", {
      before: { id: sourceId, weights: historyOf(before) },
      after: { id: sourceId, weights: historyOf(after) },
    });
    await serveWaiting(tx, ctx, await lockSources(tx, [sourceId]));
    return after;
  });
}

const isSame = (seen: SetWeightsInput, now: WeightRow[]) =>
  seen.length === now.length &&
  seen.every((one) =>
    now.some(({ operatorId, weight }) => operatorId === one.operator_id && weight === one.weight),
  );

const historyOf = (weights: WeightRow[]) =>
  Object.fromEntries(weights.map(({ operatorName, weight }) => [operatorName, weight]));
