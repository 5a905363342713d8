import { z } from "zod";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, text } from "#lib/core/text.ts";

/** One's own password once more. */
export const ReauthenticateInput = z.strictObject({ password: z.string().min(1).max(200) });
export type ReauthenticateInput = z.infer<typeof ReauthenticateInput>;

export const SESSION_SORTS = ["last_seen_at", "created_at"] as const;

/** What the list of one's sessions is sorted by; `q` looks at browsers and addresses. */
export const SessionsQuery = z.strictObject({
  ...pageQuery,
  q: text(200).optional(),
  sort: sortParameter(SESSION_SORTS),
});
export type SessionsQuery = z.infer<typeof SessionsQuery>;

export const SessionJson = z.object({
  id,
  /** Null when the browser's name is not recognized. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  /** The address of its latest request. */
  ip: z.string().nullable(),
  /** Whether this request comes from it. */
  is_current: z.boolean(),
  last_seen_at: z.string(),
  created_at: z.string(),
});
export type SessionJson = z.infer<typeof SessionJson>;
