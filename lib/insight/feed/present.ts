import type { FeedEvent, FeedPosition } from "./queries.ts";
import type { FeedJson } from "./schema.ts";

/** A position as the id of a server-sent event. */
export const positionText = ({ txid, id }: FeedPosition): string => `${txid}.${id}`;

/** @returns undefined for a text that is no position */
export function parsePosition(text: string | null): FeedPosition | undefined {
  const parts = /^(\d{1,20})\.(\d{1,16})$/.exec(text ?? "");
  return parts ? { txid: parts[1] ?? "0", id: Number(parts[2]) } : undefined;
}

export function presentFeedEvent(event: FeedEvent): FeedJson {
  return {
    id: event.id,
    type: event.type,
    subject_type: event.subjectType,
    subject_id: event.subjectId,
    actor_id: event.actorId,
    actor_name: event.actorName,
    at: event.createdAt.toISOString(),
  };
}
