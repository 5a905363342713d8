import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { clock, SECOND } from "./clock.ts";
import type { Ctx } from "./ctx.ts";
import { RuleViolation } from "./errors.ts";

/** Seconds within which a change can be undone. */
export const UNDO_SECONDS = 10;

/** The place in an event's `before` that a card was moved from. */
const FormerPlace = z.object({
  stage: z.string(),
  rank: z.string().optional(),
  stage_changed_at: z.iso.datetime().optional(),
});

/** Where a card was before its last move, and the event of that move. */
export type UndoableMove = {
  eventId: number;
  stage: string;
  rank: string | undefined;
  stageChangedAt: Date | undefined;
};

/** Where a card was before a move, from the event of the move; undefined for another event. */
export function formerPlace({ id, before }: { id: number; before: unknown }): UndoableMove | undefined {
  const place = FormerPlace.safeParse(before);
  if (!place.success) return undefined;
  const { stage, rank, stage_changed_at } = place.data;
  return {
    eventId: id,
    stage,
    rank,
    stageChangedAt: stage_changed_at ? new Date(stage_changed_at) : undefined,
  };
}

/**
 * The last move of a lead or a sale, when the caller may undo it: it is their own, at most ten seconds old, and not
 * itself an undo.
 * @throws RuleViolation saying why not
 */
export async function findUndoableMove(
  tx: Tx,
  ctx: Ctx,
  subject: { type: "lead" | "sale"; id: number },
): Promise<UndoableMove> {
  const [last] = await tx
    .select()
    .from(events)
    .where(
      and(
        eq(events.subjectType, subject.type),
        eq(events.subjectId, subject.id),
        sql`${events.after} ? 'stage'`,
      ),
    )
    .orderBy(desc(events.id))
    .limit(1);
  const place = last && formerPlace(last);
  if (!last || !place || last.type !== `${subject.type}.stage_moved`) {
    throw new RuleViolation("nothing_to_undo", "There is no move that can be undone");
  }
  if (last.actorKind !== ctx.actor.kind || last.actorId !== ctx.actor.id) {
    throw new RuleViolation("not_your_move", "Only the person who made the move can undo it");
  }
  if (clock.now().getTime() - last.createdAt.getTime() > UNDO_SECONDS * SECOND) {
    throw new RuleViolation("too_late_to_undo", `A move can be undone for ${UNDO_SECONDS} seconds`);
  }
  return place;
}
