/** Pixels below which it is no keyboard, but a bar of the browser that comes and goes. */
const MIN_HEIGHT = 100;

/**
 * Keeps `--keyboard`, the height that a phone's own keyboard covers at the foot of the page, and marks the page with
 * `data-keyboard` meanwhile: browsers leave the page as high as it was, and what stands at its foot, such as the box for
 * an answer, would be hidden. It watches as long as the page is there.
 */
export function watchKeyboard(viewport: VisualViewport): void {
  const root = document.documentElement;
  const forget = () => {
    root.style.removeProperty("--keyboard");
    delete root.dataset.keyboard;
  };
  const look = () => {
    const { scale, height, offsetTop } = viewport;
    // Who has enlarged the page sees a part of it, with no keyboard.
    const covered = scale > 1 ? 0 : window.innerHeight - height - offsetTop;
    if (covered < MIN_HEIGHT) return forget();
    root.style.setProperty("--keyboard", `${Math.round(covered)}px`);
    root.dataset.keyboard = "";
  };
  for (const change of ["resize", "scroll"]) viewport.addEventListener(change, look);
}
