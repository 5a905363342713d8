import { useKeys } from "#components/ui/use-keys.ts";

/** The id of the field that R focuses. */
export const REPLY_FIELD = "inbox-reply";

type Does = { onMove: (step: 1 | -1) => void; onClose: () => void };

/** J and K move through the list, R goes to the reply, E closes. */
export function useInboxKeys({ onMove, onClose }: Does): void {
  useKeys({
    j: () => onMove(1),
    k: () => onMove(-1),
    e: onClose,
    r: () => document.getElementById(REPLY_FIELD)?.focus(),
  });
}
