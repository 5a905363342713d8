import { getCountries } from "libphonenumber-js/min";

/**
 * The countries whose phone numbers are known, by ISO 3166 code, in the order of their names in a language.
 * @param stored the workspace's own, listed even when it is not known any more, because a select without it would
 * show another one
 */
export function listPhoneCountries(locale: string, stored: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const { compare } = new Intl.Collator(locale);
  return [...new Set<string>([...getCountries(), stored])]
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => compare(one.name, other.name));
}
