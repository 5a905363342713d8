import { z } from "zod";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, text } from "#lib/core/text.ts";

/** The person's own password, entered again. */
export const ReauthenticateInput = z.strictObject({
  password: z.string().min(1).max(200).describe("Your password."),
});
export type ReauthenticateInput = z.infer<typeof ReauthenticateInput>;

export const SESSION_SORTS = ["last_seen_at", "created_at"] as const;

/** What the list of one's sessions is sorted by; `q` looks at browsers and addresses. */
export const SessionsQuery = z.strictObject({
  ...pageQuery,
  q: text(200).optional().describe("Words of the browser or the address."),
  sort: sortParameter(SESSION_SORTS).describe("Order; `-` is descending."),
});
export type SessionsQuery = z.infer<typeof SessionsQuery>;

export const SessionJson = z.object({
  id: id.describe("Id of the session."),
  browser: z.string().nullable().describe("Browser, where it is known."),
  system: z.string().nullable().describe("Operating system, where it is known."),
  ip: z.string().nullable().describe("Address of the latest request."),
  is_current: z.boolean().describe("Whether this request belongs to the session."),
  last_seen_at: z.string().describe("When the session was last used."),
  created_at: z.string().describe("When you signed in."),
});
export type SessionJson = z.infer<typeof SessionJson>;
