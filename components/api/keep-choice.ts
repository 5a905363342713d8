/** Seconds: one year. */
const KEPT = 365 * 24 * 3600;

/**
 * Stores a choice in a cookie. The server reads it for the next page, so that the page does not change after it loads.
 */
export function keepChoice(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${KEPT}; samesite=lax${secure}`;
}
