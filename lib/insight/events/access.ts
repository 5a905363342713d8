import { and, arrayContains, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { events } from "#db/schema/events.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { ITS_QUEUE } from "#lib/core/record.ts";

/** The events that this person may read. For an operator: those of their own records, also past, and of their queue. */
export function visibleEvents(ctx: Ctx): SQL | undefined {
  if (canSeeWholeWorkspace(ctx)) return undefined;
  const { operatorId, departmentId } = operatorOf(ctx);
  const ofItsQueue = or(
    isNull(events.departmentId),
    departmentId === null ? undefined : eq(events.departmentId, departmentId),
  );
  return or(
    arrayContains(events.ownerIds, [operatorId]),
    and(
      or(sql`cardinality(${events.ownerIds}) = 0`, arrayContains(events.ownerIds, [ITS_QUEUE])),
      ofItsQueue,
      sql`${events.hiddenFrom} is distinct from ${operatorId}`,
    ),
  );
}

/** The events whose address and browser this person may see. For an operator: those of their own actions. */
export function originVisibleTo(ctx: Ctx): SQL | undefined {
  if (canSeeWholeWorkspace(ctx)) return undefined;
  return and(eq(events.actorKind, "user"), eq(events.actorId, ctx.actor.id ?? 0));
}

type Origin = Pick<typeof events.$inferSelect, "actorKind" | "actorId" | "ip" | "userAgent">;

/** The same for an event that has been read: the address and browser of other people are left out. */
export function withVisibleOrigin<Event extends Origin>(ctx: Ctx, event: Event): Event {
  const isOwn = event.actorKind === ctx.actor.kind && event.actorId === ctx.actor.id;
  return canSeeWholeWorkspace(ctx) || isOwn ? event : { ...event, ip: null, userAgent: null };
}
