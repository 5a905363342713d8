import type { Tx } from "#db/client.ts";
import type { Ctx } from "./ctx.ts";
import type { EventType } from "./event-types.ts";
import { recordAll } from "./record.ts";

/** An owner as events store them. */
export type Owner = { id: number; name: string };

/** What was handed over, and the operators who see it beside its owners. */
type Handed = { id: number; departmentId: number | null; answeringIds?: number[] };

/** Records that rows went from one owner to another, or to none, with one event for each. */
export function recordHandOver(
  tx: Tx,
  ctx: Ctx,
  type: EventType,
  handed: Handed[],
  { from, to }: { from: Owner; to: Owner | null },
): void {
  recordAll(
    tx,
    handed.map(({ id, departmentId, answeringIds = [] }) => ({
      ctx,
      type,
      before: { id, ownerId: from.id, ownerName: from.name },
      after: { id, ownerId: to?.id ?? null, ownerName: to?.name ?? null },
      ownerIds: [from.id, to?.id ?? null, ...answeringIds],
      departmentId,
    })),
  );
}
