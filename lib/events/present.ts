import type { EventRow } from "./queries.ts";
import type { EventJson } from "./schema.ts";

export function presentEvent(event: EventRow): EventJson {
  return {
    id: event.id,
    type: event.type,
    subject_type: event.subjectType,
    subject_id: event.subjectId,
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
