/** Pixels. Less is not a keyboard but a browser bar that shows and hides. */
const MIN_HEIGHT = 100;

/**
 * Keeps `--keyboard` at the height that a phone's on-screen keyboard covers, and marks the page with `data-keyboard`
 * while it is open. Browsers do not shrink the page, so the reply box at its bottom would be hidden. It never stops.
 */
export function watchKeyboard(viewport: VisualViewport): void {
  const root = document.documentElement;
  const forget = () => {
    root.style.removeProperty("--keyboard");
    delete root.dataset.keyboard;
  };
  const look = () => {
    const { scale, height, offsetTop } = viewport;
    // A zoomed page also has a smaller viewport, without any keyboard.
    const covered = scale > 1 ? 0 : window.innerHeight - height - offsetTop;
    if (covered < MIN_HEIGHT) return forget();
    root.style.setProperty("--keyboard", `${Math.round(covered)}px`);
    root.dataset.keyboard = "";
  };
  for (const change of ["resize", "scroll"]) viewport.addEventListener(change, look);
}
