import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { makeCtx, type Origin } from "#lib/auth/ctx.ts";
import { findSession } from "#lib/auth/session.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { chooseLocale, LOCALE_COOKIE } from "#lib/core/locale.ts";
import { currentPosition } from "#lib/insight/feed/queries.ts";
import { clientAddress } from "./client-address.ts";
import { obligationAddress, PAGE_ADDRESS_HEADER, signInAddress } from "./safe-return-path.ts";
import { sessionOriginOf } from "./session-origin.ts";

/**
 * The origin of the request of this page or action.
 * @param person the language that the person chose, if any
 */
export async function pageOrigin(person?: string | null): Promise<Origin> {
  const [cookieStore, requestHeaders] = await Promise.all([cookies(), headers()]);
  return {
    ip: clientAddress(requestHeaders),
    userAgent: requestHeaders.get("user-agent"),
    locale: chooseLocale({
      person,
      browser: cookieStore.get(LOCALE_COOKIE)?.value,
      accepted: requestHeaders.get("accept-language"),
    }),
  };
}

/** The ctx of the person who is signed in, for pages and actions; read from the database once for each request. */
export const findSessionCtx = cache(async (): Promise<Ctx | undefined> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  if (!cookie) return undefined;
  const identity = await findSession(cookie, sessionOriginOf(await headers()));
  if (!identity) return undefined;
  const { workspaceId, actor, role, locale, session } = identity;
  return makeCtx(workspaceId, actor, role, { ...(await pageOrigin(locale)), session });
});

/** The position of the feed before the page reads anything. A stream from there sends everything that is newer. */
export const pagePosition = cache(currentPosition);

/**
 * The ctx of the person who is signed in, for a page that needs one. A person who is not signed in is sent to the
 * sign-in page, one who has an obligation to where they meet it; both come back to the page.
 */
export async function pageCtx(): Promise<Ctx> {
  const [ctx] = await Promise.all([findSessionCtx(), pagePosition()]);
  const page = (await headers()).get(PAGE_ADDRESS_HEADER);
  if (!ctx) redirect(signInAddress(page));
  if (ctx.session?.obligation) redirect(obligationAddress(ctx.session.obligation, page));
  return ctx;
}
