import type { Obligation } from "#lib/core/ctx.ts";

/** The header in which `proxy.ts` passes a page its own path and query. */
export const PAGE_ADDRESS_HEADER = "x-page-address";

const FIRST_PAGE = "/leads";
const ANY_HOST = "http://own.invalid";

/**
 * The page to open after signing in, when it is a page of ours; the board otherwise, so that a link to our sign-in
 * page cannot lead to a foreign site.
 */
export function safeReturnPath(asked: unknown): string {
  if (typeof asked !== "string" || !asked.startsWith("/")) return FIRST_PAGE;
  // Parsed as a browser does, which reads `\` as `/`, drops tabs, and resolves dots.
  const url = URL.parse(asked, ANY_HOST);
  if (url?.origin !== ANY_HOST || /^\/(\/|api\/|login|account\/)/.test(url.pathname)) return FIRST_PAGE;
  return url.pathname + url.search;
}

const OBLIGATION_PAGES: Record<Obligation, string> = {
  change_password: "/account/password",
  set_up_second_factor: "/account/second-factor",
};

/** The page where a person meets an obligation, which continues to `page` afterwards. */
export const obligationAddress = (obligation: Obligation, page: string | null): string =>
  withNext(OBLIGATION_PAGES[obligation], page);

/** The address of the sign-in page that returns to a page. */
export function signInAddress(page: string | null): string {
  return withNext("/login", page);
}

function withNext(address: string, page: string | null): string {
  const next = safeReturnPath(page);
  return next === FIRST_PAGE ? address : `${address}?next=${encodeURIComponent(next)}`;
}
