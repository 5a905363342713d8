/**
 * Runs in the page. Finds text that is cut off by its own box without an ellipsis, is outside the window or overflows
 * the box around it, and a page that scrolls sideways.
 */
export function cutOff(): string[] {
  const scrolls = (element: Element) => /auto|scroll|hidden/.test(getComputedStyle(element).overflowX);
  const isReachable = (element: Element): boolean => {
    for (
      let around = element.parentElement;
      around && around.tagName !== "MAIN";
      around = around.parentElement
    )
      if (scrolls(around)) return true;
    return false;
  };
  /** The nearest ancestor with a border on all sides, which should contain the element. */
  const boxAround = (element: Element): Element | undefined => {
    for (let around: Element | null = element; around && !scrolls(around); around = around.parentElement) {
      const { position, borderLeftWidth, borderRightWidth } = getComputedStyle(around);
      if (position === "absolute" || position === "fixed") return undefined;
      if (around !== element && borderLeftWidth !== "0px" && borderRightWidth !== "0px") return around;
    }
    return undefined;
  };
  const cut = [...document.querySelectorAll<HTMLElement>("main *, header *, nav *")].filter((element) => {
    const style = getComputedStyle(element);
    const hasOwnText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    const isShown = element.offsetWidth > 1 && element.offsetHeight > 1 && style.visibility === "visible";
    if (!hasOwnText || !isShown) return false;
    const isCut =
      !/auto|scroll/.test(style.overflowX) &&
      style.textOverflow !== "ellipsis" &&
      element.scrollWidth > element.clientWidth + 1 &&
      style.display !== "inline";
    const { left, right, top } = element.getBoundingClientRect();
    const isBeside = right > window.innerWidth + 1 && !isReachable(element);
    const box = boxAround(element)?.getBoundingClientRect();
    const sticksOut = box && (right > box.right + 1 || left < box.left - 1 || top < box.top - 1);
    return isCut || isBeside || sticksOut;
  });
  const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page itself"] : [];
  return [...wide, ...cut.map((element) => element.outerHTML.slice(0, 120))];
}
