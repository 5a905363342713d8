/**
 * Changes what the colours of the whole page depend on, without the transitions that single things have when they
 * change: a thousand of them at once hold a full board for more than a second.
 */
export function changeTheme(change: () => void): void {
  const { documentElement: root } = document;
  root.toggleAttribute("data-theme-changes", true);
  change();
  // The first frame has the new colours, the second begins with them.
  requestAnimationFrame(() => requestAnimationFrame(() => root.removeAttribute("data-theme-changes")));
}
