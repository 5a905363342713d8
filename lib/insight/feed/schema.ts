import { z } from "zod";
import { id } from "#lib/core/text.ts";

/**
 * An event of a live stream. It says that something changed; the present state is read from the subject's own
 * address.
 */
export const FeedJson = z.object({
  id,
  type: z.string(),
  subject_type: z.string(),
  subject_id: id,
  actor_id: id.nullable(),
  actor_name: z.string(),
  at: z.string(),
});
export type FeedJson = z.infer<typeof FeedJson>;
