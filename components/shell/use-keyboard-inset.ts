import { useEffect } from "react";

/** Pixels below which it is no keyboard, but a bar of the browser that comes and goes. */
const LEAST = 100;

/**
 * Keeps `--keyboard`, the height that a phone's own keyboard covers at the foot of the page: browsers leave the page as
 * high as it was, and what stands at its foot, such as the box for an answer, would be hidden.
 */
export function useKeyboardInset(): void {
  useEffect(() => {
    const { visualViewport } = window;
    if (!visualViewport) return;
    const root = document.documentElement;
    const forget = () => root.style.removeProperty("--keyboard");
    const look = () => {
      const { scale, height, offsetTop } = visualViewport;
      // Who has enlarged the page sees a part of it, with no keyboard.
      const covered = scale > 1 ? 0 : window.innerHeight - height - offsetTop;
      if (covered >= LEAST) root.style.setProperty("--keyboard", `${Math.round(covered)}px`);
      else forget();
    };
    for (const change of ["resize", "scroll"]) visualViewport.addEventListener(change, look);
    return () => {
      for (const change of ["resize", "scroll"]) visualViewport.removeEventListener(change, look);
      forget();
    };
  }, []);
}
