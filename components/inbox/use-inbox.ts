import { usePages } from "#components/api/use-pages.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";
import { type Attention, groupAppeals, wantingAttention } from "./inbox-order.ts";
import { activeAppeals, waitingAppeals } from "./open-appeals.ts";

/**
 * The open appeals of the person, or of everyone, with those that are unassigned.
 * @param view a number is one operator, for managers
 * @param attention only what this figure of the dashboard counts
 */
export function useInbox(
  { myOperatorId }: InboxContext,
  view: "mine" | "everybody" | number,
  attention: Attention | undefined,
) {
  const active = usePages<AppealJson>(activeAppeals(view, myOperatorId));
  const waiting = usePages<AppealJson>(waitingAppeals());
  const open = [...(active.data ?? []), ...(waiting.data ?? [])];
  return {
    groups: groupAppeals(attention ? wantingAttention(open, attention, Date.now()) : open, myOperatorId),
    isLoading: active.isLoading || waiting.isLoading,
    // An error is only shown for the first load. Later the old data stays on the screen, because a reply may be half
    // written.
    error: active.error ?? waiting.error,
    refetch: () => {
      active.refetch();
      waiting.refetch();
    },
    waitingTotal: waiting.total,
    more: {
      active: attention === "waiting" ? undefined : active.more,
      waiting: attention === "breaching" ? undefined : waiting.more,
    },
  };
}
