const ENDS = ["touchend", "touchcancel"];

/**
 * Passes on the touches of a lifted card. In a virtual list a clone replaces the lifted card, while the browser still
 * sends touch events to the original element, which is no longer in the document:
 * https://github.com/hello-pangea/dnd/issues/801
 */
export function forwardTouches({ target }: React.TouchEvent): void {
  const leave = () => {
    target.removeEventListener("touchmove", pass);
    for (const end of ENDS) target.removeEventListener(end, pass);
  };
  const pass = (event: Event) => {
    if (ENDS.includes(event.type)) leave();
    if (!(event instanceof TouchEvent) || (target instanceof Node && target.isConnected)) return;
    const { type, cancelable } = event;
    const touches = {
      touches: [...event.touches],
      targetTouches: [...event.targetTouches],
      changedTouches: [...event.changedTouches],
    };
    const heard = window.dispatchEvent(new TouchEvent(type, { bubbles: true, cancelable, ...touches }));
    // Prevents the page from scrolling below the card.
    if (!heard && cancelable) event.preventDefault();
  };
  target.addEventListener("touchmove", pass, { passive: false });
  for (const end of ENDS) target.addEventListener(end, pass);
}
