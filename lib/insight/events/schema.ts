import { z } from "zod";
import { periodQuery } from "#lib/core/period.ts";
import { id, text } from "#lib/core/text.ts";

const fields = z.record(z.string(), z.unknown());

/** One event. `before` and `after` hold only the fields that changed. */
export const EventJson = z.object({
  id: id.describe("Id of the event."),
  type: z.string().describe("What happened, such as `lead.created`."),
  subject_type: z.string().describe("Kind of the record, such as `lead`."),
  subject_id: id.describe("Id of the record."),
  subject_name: z.string().nullable().describe("Name of the record."),
  actor: z
    .object({
      kind: z.string().describe("Kind of the actor, such as a user, an API key or a job."),
      id: id.nullable().describe("Id of the actor."),
      name: z.string().describe("Name of the actor."),
    })
    .describe("Who did it."),
  before: fields.nullable().describe("Changed fields before the event."),
  after: fields.nullable().describe("Changed fields after the event."),
  undoes_id: id.nullable().describe("Event that this one takes back."),
  ip: z.string().nullable().describe("Address that the request came from."),
  user_agent: z.string().nullable().describe("Program that sent the request."),
  request_id: z.string().nullable().describe("Id of the request."),
  created_at: z.string().describe("When it happened."),
});
export type EventJson = z.infer<typeof EventJson>;

/**
 * The filters of the log. `type` is a type or its prefix, such as `lead.`, or `security` for all events about people,
 * keys, invites and access.
 */
export const EventFilter = z.strictObject({
  type: text(60)
    .optional()
    .describe("Type or its beginning, such as `lead.`; `security` for accounts, keys and rights."),
  actor: text(120).optional().describe("Name of the actor."),
  subject_type: text(40).optional().describe("Kind of the record."),
  subject_id: z.coerce.number().pipe(id).optional().describe("Id of the record."),
  ip: text(45).optional().describe("Address that the request came from."),
  q: text(200).optional().describe("Words to search for."),
  ...periodQuery,
});
export type EventFilter = z.infer<typeof EventFilter>;
