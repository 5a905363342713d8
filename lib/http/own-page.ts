/** Where `proxy.ts` tells a page its own path and query. */
export const PAGE_ADDRESS_HEADER = "x-page-address";

const FIRST_PAGE = "/leads";
const ANY_HOST = "http://own.invalid";

/**
 * A page of ours that an address bar asks to go on to after signing in; the board for anything else, so that
 * nobody is sent to a foreign site by a link to our sign-in page.
 */
export function ownPage(asked: unknown): string {
  if (typeof asked !== "string" || !asked.startsWith("/")) return FIRST_PAGE;
  // As the browser will read it: it takes `\` for `/`, drops tabs, and resolves dots.
  const url = URL.parse(asked, ANY_HOST);
  if (url?.origin !== ANY_HOST || /^\/(\/|api\/|login)/.test(url.pathname)) return FIRST_PAGE;
  return url.pathname + url.search;
}

/** The way to sign in that comes back to a page. */
export function signInAddress(page: string | null): string {
  const next = ownPage(page);
  return next === FIRST_PAGE ? "/login" : `/login?next=${encodeURIComponent(next)}`;
}
