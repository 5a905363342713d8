import { z } from "zod";
import { periodQuery } from "#lib/core/period.ts";
import { id, text } from "#lib/core/text.ts";

const fields = z.record(z.string(), z.unknown());

/** One event. `before` and `after` hold only the fields that changed. */
export const EventJson = z.object({
  id,
  type: z.string(),
  subject_type: z.string(),
  subject_id: id,
  subject_name: z.string().nullable(),
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string() }),
  before: fields.nullable(),
  after: fields.nullable(),
  undoes_id: id.nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
  created_at: z.string(),
});
export type EventJson = z.infer<typeof EventJson>;

/**
 * The filters of the log. `type` is a type or its prefix, such as `lead.`, or `security` for all events about people,
 * keys, invites and access.
 */
export const EventFilter = z.strictObject({
  type: text(60).optional(),
  actor: text(120).optional(),
  subject_type: text(40).optional(),
  subject_id: z.coerce.number().pipe(id).optional(),
  ip: text(45).optional(),
  q: text(200).optional(),
  ...periodQuery,
});
export type EventFilter = z.infer<typeof EventFilter>;
