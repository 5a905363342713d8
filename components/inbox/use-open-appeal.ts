import { useEffect, useState } from "react";
import { onChange } from "#components/api/live.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";
import type { FeedJson } from "#lib/feed/schema.ts";

/** What takes an appeal out of somebody's list. */
const LEAVING = [
  "appeal.closed",
  "appeal.assigned",
  "appeal.reassigned",
  "appeal.returned",
  "appeal.timed_out",
];

/** What took the open appeal away, as far as it is known. */
export type Leaving = Pick<FeedJson, "type" | "actor_name"> | "unknown";

/**
 * The appeal that is open. One that leaves the list stays as it was, with what took it away, until whoever reads it
 * goes elsewhere: somebody may be writing.
 */
export function useOpenAppeal(listed: AppealJson[], chosenId: number | undefined) {
  const chosen = listed.find(({ id }) => id === chosenId);
  const [seen, setSeen] = useState<AppealJson>();
  const [change, setChange] = useState<FeedJson>();
  if (chosen && chosen !== seen) setSeen(chosen);
  useEffect(
    () =>
      onChange((one) => {
        const isOfIt = one.subject_type === "appeal" && one.subject_id === chosenId;
        if (isOfIt && LEAVING.includes(one.type)) setChange(one);
      }),
    [chosenId],
  );
  if (chosen || !seen || seen.id !== chosenId) return { open: chosen, left: undefined };
  const left: Leaving = change?.subject_id === chosenId ? change : "unknown";
  return { open: seen, left };
}
