import type { Obligation } from "#lib/core/ctx.ts";

/** Where `proxy.ts` tells a page its own path and query. */
export const PAGE_ADDRESS_HEADER = "x-page-address";

const FIRST_PAGE = "/leads";
const ANY_HOST = "http://own.invalid";

/**
 * A page of ours that an address bar asks to go on to after signing in; the board for anything else, so that
 * nobody is sent to a foreign site by a link to our sign-in page.
 */
export function safeReturnPath(asked: unknown): string {
  if (typeof asked !== "string" || !asked.startsWith("/")) return FIRST_PAGE;
  // As the browser will read it: it takes `\` for `/`, drops tabs, and resolves dots.
  const url = URL.parse(asked, ANY_HOST);
  if (url?.origin !== ANY_HOST || /^\/(\/|api\/|login|account\/)/.test(url.pathname)) return FIRST_PAGE;
  return url.pathname + url.search;
}

const OBLIGATION_PAGES: Record<Obligation, string> = {
  change_password: "/account/password",
  set_up_second_factor: "/account/second-factor",
};

/** The page where a person does what they have to do first, which goes on to `page` afterwards. */
export const obligationAddress = (obligation: Obligation, page: string | null): string =>
  withNext(OBLIGATION_PAGES[obligation], page);

/** The way to sign in that comes back to a page. */
export function signInAddress(page: string | null): string {
  return withNext("/login", page);
}

function withNext(address: string, page: string | null): string {
  const next = safeReturnPath(page);
  return next === FIRST_PAGE ? address : `${address}?next=${encodeURIComponent(next)}`;
}
