import type { DragEvent } from "react";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";

/** Attributes that let a manager drag a row of the queue to an operator. */
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
      // Firefox does not start a drag without data.
      event.dataTransfer.setData("text/plain", String(appeal.id));
      // Changing the page during this event would end the drag in Chromium.
      setTimeout(() => onDrag(appeal));
    },
    onDragEnd: () => onDrag(undefined),
  };
}
