import { type Tx, unawaitedIn } from "#db/client.ts";
import { insertMany } from "#db/insert-many.ts";
import { events } from "#db/schema/events.ts";
import type { Ctx } from "./ctx.ts";
import { type EventType, subjectOf } from "./event-types.ts";
import { noteChanges } from "./saved-changes.ts";
import { isSecretField } from "./secret-fields.ts";

type Row = Record<string, unknown> & { id: number };

export type Change = {
  before?: Row | undefined;
  after?: Row | undefined;
  undoesId?: number;
  /** Who owned and owns it; null means its queue. Left out, only managers see the event. */
  ownerIds?: (number | null)[];
  departmentId?: number | null;
  /** An operator who does not see the event, although they serve its queue. */
  hiddenFrom?: number | null;
};

/** Bookkeeping that changes with every write, and so would only clutter the history. */
const SILENT_FIELDS = new Set([
  "updatedAt",
  "version",
  "workspaceId",
  "isDemo",
  "presenceAt",
  "unreadCount",
  "contactedAt",
  "qualifiedAt",
]);

const snakeCase = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isSame = (one: unknown, other: unknown) =>
  one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));

/** The fields of two rows that differ, as they were and as they are, named as the API names them. */
export function changedFields(before: Row | undefined, after: Row | undefined) {
  const old: Record<string, unknown> = {};
  const now: Record<string, unknown> = {};
  for (const field of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    if (SILENT_FIELDS.has(field) || isSecretField(field)) continue;
    if (isSame(before?.[field] ?? null, after?.[field] ?? null)) continue;
    if (before) old[snakeCase(field)] = before[field] ?? null;
    if (after) now[snakeCase(field)] = after[field] ?? null;
  }
  return { before: before ? old : null, after: after ? now : null };
}

/** Stands among the owners of an event for the queue in which the subject was or is. No operator has this id. */
export const ITS_QUEUE = -1;

/** One event to be written. */
export type Entry = Change & { ctx: Ctx; type: EventType };

/**
 * Writes events in the transaction of their changes. It returns nothing to await: the rows travel with the statements
 * that follow, and the transaction fails with them, so it never commits a change without its event. Awaiting them would
 * only cost each verb a round trip.
 */
export function recordAll(tx: Tx, entries: Entry[]): void {
  noteChanges(
    tx,
    entries.map(({ ctx }) => ctx),
  );
  unawaitedIn(tx, insertMany(tx, events, entries.map(eventOf)));
}

/** The same for one event. */
export function record(tx: Tx, ctx: Ctx, type: EventType, change: Change): void {
  recordAll(tx, [{ ...change, ctx, type }]);
}

function eventOf({ ctx, type, ...change }: Entry): typeof events.$inferInsert {
  const subject = change.after ?? change.before;
  if (!subject) throw new Error(`Event ${type} has neither a before nor an after`);
  return {
    workspaceId: ctx.workspaceId,
    type,
    subjectType: subjectOf(type),
    subjectId: subject.id,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    ...changedFields(change.before, change.after),
    undoesId: change.undoesId ?? null,
    ownerIds: change.ownerIds ? [...new Set(change.ownerIds.map((id) => id ?? ITS_QUEUE))] : null,
    departmentId: change.departmentId ?? null,
    hiddenFrom: change.hiddenFrom ?? null,
    ip: ctx.ip,
    userAgent: ctx.userAgent,
    requestId: ctx.requestId,
  };
}
