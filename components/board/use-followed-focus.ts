import { useEffect, useRef } from "react";

/** The attribute with which the drag library marks the handle of a card, which has the focus. */
const HANDLE = "data-rfd-drag-handle-draggable-id";

/**
 * Keeps the focus on a card that moves. In another lane the card is a different element, so the browser would drop the
 * focus. This also works after sheets were open over the board.
 * @returns listeners for the element around the cards
 */
export function useFollowedFocus() {
  const cardId = useRef<string | null>(null);
  useEffect(() => {
    if (!cardId.current || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`[${HANDLE}="${cardId.current}"]`)?.focus();
  });
  return {
    onFocus: ({ target }: React.FocusEvent) => {
      cardId.current = target.closest(`[${HANDLE}]`)?.getAttribute(HANDLE) ?? null;
    },
    onBlur: ({ relatedTarget }: React.FocusEvent) => {
      if (!relatedTarget?.closest("dialog")) cardId.current = null;
    },
  };
}
