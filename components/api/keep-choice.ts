/** Seconds: a year. */
const KEPT = 365 * 24 * 3600;

/** Keeps a choice in this browser, where the server reads it for the next page, so that no page jumps or flashes. */
export function keepChoice(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${KEPT}; samesite=lax${secure}`;
}
