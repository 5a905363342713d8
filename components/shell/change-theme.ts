/**
 * Changes the colours of the whole page without transitions. Otherwise a thousand transitions at once would block a
 * full board for more than a second.
 */
export function changeTheme(change: () => void): void {
  const { documentElement: root } = document;
  root.toggleAttribute("data-theme-changes", true);
  change();
  // The new colours are painted in the first frame, so transitions are enabled again in the second.
  requestAnimationFrame(() => requestAnimationFrame(() => root.removeAttribute("data-theme-changes")));
}
