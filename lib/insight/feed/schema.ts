import { z } from "zod";
import { id } from "#lib/core/text.ts";

/** What a live stream tells: that something happened. What it looks like now is read from its own address. */
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
