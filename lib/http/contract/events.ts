import { z } from "zod";
import { CSV_SEPARATORS } from "#lib/core/csv-separators.ts";
import { HistoryQuery } from "#lib/core/listing.ts";
import { EventFilter, EventJson } from "#lib/insight/events/schema.ts";
import { defineContract } from "./define.ts";

export const listEvents = defineContract({
  method: "GET",
  path: "/events",
  permission: "event:read",
  summary: "The log, newest first",
  description:
    "With `Accept: text/csv` the whole result as a CSV file; two at once for each caller. `separator` sets the character between its cells: `;`, `,` or a tab, in the address `%3B`, `%2C` and `%09`. Without it, a person who reads Ukrainian or Russian gets `;` and everyone else `,`, as their spreadsheets expect. An operator gets `ip` and `user_agent` of their own actions only, and the filter `ip` matches only those.",
  query: EventFilter.extend({
    ...HistoryQuery.omit({ count: true }).shape,
    separator: z.enum(CSV_SEPARATORS).optional(),
  }),
  statuses: [200],
  response: z.array(EventJson),
  paged: true,
});

export const stream = defineContract({
  method: "GET",
  path: "/stream",
  permission: "event:read",
  summary: "Live changes as server-sent events",
  description:
    "Each `change` says what happened to which subject; read the subject for how it looks now. `Last-Event-ID`, or `since` where no header can be sent, replays what was missed; `reset` says to read everything again; a `beat` every ten seconds says that the line is not dead. A page of ours names in `made_for` whose it is. A caller has at most 20 at once.",
  query: z.strictObject({ since: z.string().max(40).optional(), made_for: z.string().max(40).optional() }),
  statuses: [200],
});
