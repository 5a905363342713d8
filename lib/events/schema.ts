import { z } from "zod";
import { id } from "#lib/core/text.ts";

const fields = z.record(z.string(), z.unknown());

/** One thing that happened. `before` and `after` hold only the fields that changed. */
export const EventJson = z.object({
  id,
  type: z.string(),
  subject_type: z.string(),
  subject_id: id,
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
