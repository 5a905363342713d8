import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { getJson } from "#components/api/client.ts";
import { onChange } from "#components/api/live.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { FeedJson } from "#lib/insight/feed/schema.ts";

/** Events that take an appeal out of an operator's list. */
const LEAVING = [
  "appeal.closed",
  "appeal.assigned",
  "appeal.reassigned",
  "appeal.returned",
  "appeal.timed_out",
];

/** The event that took the open appeal away, or "unknown" if it was missed. */
export type Leaving = Pick<FeedJson, "type" | "actor_name"> | "unknown";

const isWhereItWas = (one: AppealJson, other: AppealJson) =>
  one.status === other.status && one.operator?.id === other.operator?.id;

/**
 * Finds the open appeal. If it leaves the list, it stays open with the reason until another one is opened, because a
 * reply may be half written. An appeal in the address that is not in the list is loaded separately.
 * @param listed the listed appeals; undefined until they are loaded
 * @param hasMore whether the list has more pages; then the appeal may only have moved to one of them
 */
export function useOpenAppeal(
  listed: AppealJson[] | undefined,
  chosenId: number | undefined,
  hasMore: boolean,
) {
  const chosen = listed?.find(({ id }) => id === chosenId);
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
  const isSeen = seen !== undefined && seen.id === chosenId;
  const { data: asked } = useQuery({
    queryKey: ["appeals", chosenId],
    queryFn: () => getJson<AppealJson>(`/appeals/${chosenId}`),
    enabled: listed !== undefined && chosenId !== undefined && (!isSeen || (hasMore && !chosen)),
  });
  if (chosen) return { open: chosen, left: undefined };
  if (!isSeen) return { open: asked, left: undefined };
  if (hasMore && (!asked || isWhereItWas(asked, seen))) return { open: asked ?? seen, left: undefined };
  const left: Leaving = change?.subject_id === chosenId ? change : "unknown";
  return { open: seen, left };
}
