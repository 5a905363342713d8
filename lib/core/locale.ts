import { LOCALES, type Locale } from "./ctx.ts";

/** Stores the language of a browser, also of one that is not signed in. */
export const LOCALE_COOKIE = "locale";

const known = (text: string | undefined | null): Locale | undefined =>
  LOCALES.find((locale) => locale === text);

/**
 * The language of an answer: the person's choice, else that of this browser, else the first supported one in
 * `Accept-Language` (RFC 9110), else English.
 */
export function chooseLocale(wishes: {
  person?: string | null | undefined;
  browser?: string | undefined;
  accepted: string | null;
}): Locale {
  return known(wishes.person) ?? known(wishes.browser) ?? firstAccepted(wishes.accepted) ?? "en";
}

function firstAccepted(header: string | null): Locale | undefined {
  const asked = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean);
    return { language: tag.toLowerCase().split("-")[0], quality: Number(quality ?? 1) };
  });
  const best = asked.toSorted((one, other) => other.quality - one.quality);
  for (const { language, quality } of best) {
    const locale = known(language);
    if (locale && quality > 0) return locale;
  }
  return undefined;
}
