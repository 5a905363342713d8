/** In the page: what is cut off by its own box without an ellipsis, or makes the page scroll sideways. */
export function cutOff(): string[] {
  const cut = [...document.querySelectorAll<HTMLElement>("main *, header *, nav *")].filter((element) => {
    const style = getComputedStyle(element);
    const hasOwnText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    const isShown = element.offsetWidth > 1 && element.offsetHeight > 1 && style.visibility === "visible";
    const mayScroll = style.overflowX === "auto" || style.overflowX === "scroll";
    return (
      hasOwnText &&
      isShown &&
      !mayScroll &&
      style.textOverflow !== "ellipsis" &&
      element.scrollWidth > element.clientWidth + 1 &&
      style.display !== "inline"
    );
  });
  const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page itself"] : [];
  return [...wide, ...cut.map((element) => element.outerHTML.slice(0, 120))];
}
