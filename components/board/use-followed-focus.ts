import { useEffect, useRef } from "react";

/** The attribute by which the drag library knows the handle of a card, which is what has the focus. */
const HANDLE = "data-rfd-drag-handle-draggable-id";

/**
 * Keeps the focus on a card that is moved: in another lane it is another element, and the browser leaves the focus
 * on nothing. Also when sheets were open over it meanwhile.
 * @returns what the element around the cards listens with
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
