import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import type { Locale } from "#lib/core/ctx.ts";
import { chooseLocale, LOCALE_COOKIE } from "#lib/core/locale.ts";
import { usableTimeZone } from "#lib/core/time-zone.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";
import { pageWorkspace } from "./page-workspace.ts";
import { findSessionCtx } from "./session-ctx.ts";

async function requestLocale(): Promise<Locale> {
  const ctx = await findSessionCtx();
  if (ctx) return ctx.locale;
  const [cookieStore, requestHeaders] = await Promise.all([cookies(), headers()]);
  return chooseLocale({
    browser: cookieStore.get(LOCALE_COOKIE)?.value,
    accepted: requestHeaders.get("accept-language"),
  });
}

/** The language of a page, its catalogue, and the workspace's time zone for what the server writes. */
export default getRequestConfig(async () => {
  const [locale, workspace] = await Promise.all([requestLocale(), pageWorkspace()]);
  return {
    locale,
    messages: CATALOGUES[locale],
    timeZone: workspace ? usableTimeZone(workspace.timeZone) : "UTC",
  };
});
