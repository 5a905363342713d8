import { z } from "zod";
import { CSV_SEPARATORS } from "#lib/core/csv-separators.ts";
import { HistoryQuery } from "#lib/core/listing.ts";
import { EventFilter, EventJson } from "#lib/insight/events/schema.ts";
import { defineContract } from "./define.ts";

export const listEvents = defineContract({
  method: "GET",
  path: "/events",
  permission: "event:read",
  summary: "List events",
  description:
    "Returns the log of the workspace, newest first. With `Accept: text/csv`, it returns all matches as a CSV file; each caller can have two exports at once. `separator` sets the character between cells: `;`, `,` or a tab, in the address `%3B`, `%2C` and `%09`. Without it, people who use Ukrainian or Russian get `;`, everyone else `,`. An operator gets `ip` and `user_agent` of their own actions only, and the filter `ip` matches only those.",
  query: EventFilter.extend({
    ...HistoryQuery.omit({ count: true }).shape,
    separator: z.enum(CSV_SEPARATORS).optional().describe("Character between the cells of a CSV file."),
  }),
  statuses: [200],
  response: z.array(EventJson),
  paged: true,
});

export const stream = defineContract({
  method: "GET",
  path: "/stream",
  permission: "event:read",
  summary: "Stream changes",
  description:
    "Sends live changes as server-sent events. Each `change` names what happened to which record; get the record to see it. After a disconnect, `Last-Event-ID` (or `since`, where no header can be sent) replays what was missed. `reset` tells you to load everything again. A `beat` every ten seconds shows that the connection is alive. A caller can have 20 streams at once.",
  query: z.strictObject({
    since: z
      .string()
      .max(40)
      .optional()
      .describe("Id of the last event that you have, instead of `Last-Event-ID`."),
    made_for: z.string().max(40).optional().describe("For pages of Leadline: whom the page was made for."),
  }),
  statuses: [200],
});
