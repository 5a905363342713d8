import type { DragEvent } from "react";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";

/** What makes a row of the queue something that a manager can drag to an operator. */
export function dragging(
  { canAssign }: InboxContext,
  appeal: AppealJson,
  onDrag: (appeal?: AppealJson) => void,
) {
  if (!canAssign) return {};
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      // Firefox does not drag what carries nothing.
      event.dataTransfer.setData("text/plain", String(appeal.id));
      // A change of the page within this event would end the drag in Chromium.
      setTimeout(() => onDrag(appeal));
    },
    onDragEnd: () => onDrag(undefined),
  };
}
