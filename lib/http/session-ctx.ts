import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { makeCtx } from "#lib/auth/ctx.ts";
import { findSession, sessionCookieName } from "#lib/auth/session.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { chooseLocale, LOCALE_COOKIE } from "#lib/core/locale.ts";
import { clientAddress } from "./client-address.ts";

/** Whoever is signed in, for pages and actions; read from the database once for each request. */
export const findSessionCtx = cache(async (): Promise<Ctx | undefined> => {
  const [cookieStore, requestHeaders] = await Promise.all([cookies(), headers()]);
  const cookie = cookieStore.get(sessionCookieName())?.value;
  const identity = cookie ? await findSession(cookie) : undefined;
  if (!identity) return undefined;
  return makeCtx(identity.workspaceId, identity.actor, identity.role, {
    ip: clientAddress(requestHeaders),
    userAgent: requestHeaders.get("user-agent"),
    locale: chooseLocale({
      person: identity.locale,
      browser: cookieStore.get(LOCALE_COOKIE)?.value,
      accepted: requestHeaders.get("accept-language"),
    }),
  });
});

/** The same for a page that only people who are signed in may see; others go to the sign-in page. */
export async function pageCtx(): Promise<Ctx> {
  return (await findSessionCtx()) ?? redirect("/login");
}
