import type { EventRow } from "./queries.ts";
import type { EventJson } from "./schema.ts";

export function presentEvent(event: EventRow): EventJson {
  return {
    id: event.id,
    type: event.type,
    subject_type: event.subjectType,
    subject_id: event.subjectId,
    subject_name: event.subjectName,
    actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
    before: event.before,
    after: event.after,
    undoes_id: event.undoesId,
    ip: event.ip,
    user_agent: event.userAgent,
    request_id: event.requestId,
    created_at: event.createdAt.toISOString(),
  };
}

/** The same as one row of a table. */
export function presentEventCells(event: EventRow): Record<string, string | number | null> {
  return {
    id: event.id,
    at: event.createdAt.toISOString(),
    type: event.type,
    subject_type: event.subjectType,
    subject_id: event.subjectId,
    subject_name: event.subjectName,
    actor: event.actorName,
    actor_kind: event.actorKind,
    before: event.before && JSON.stringify(event.before),
    after: event.after && JSON.stringify(event.after),
    ip: event.ip,
    user_agent: event.userAgent,
    request_id: event.requestId,
  };
}
