import { and, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { decodeCursor, type Page, toPage } from "#lib/core/paging.ts";

export type EventRow = typeof events.$inferSelect;

/** What happened to one subject, the newest first. The caller has checked that it is visible. */
export async function listEventsOf(
  tx: Tx,
  subject: { type: "lead" | "sale"; id: number },
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<EventRow>> {
  const after = decodeCursor(cursor);
  const rows = await tx
    .select()
    .from(events)
    .where(
      and(
        eq(events.subjectType, subject.type),
        eq(events.subjectId, subject.id),
        after && lt(events.id, after[1]),
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit + 1);
  return toPage(rows, limit, (event) => [null, event.id]);
}
