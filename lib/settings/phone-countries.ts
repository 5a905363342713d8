import { getCountries } from "libphonenumber-js/min";

/** The countries whose phone numbers are known, by ISO 3166 code, in the order of their names in a language. */
export function phoneCountries(locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const { compare } = new Intl.Collator(locale);
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => compare(one.name, other.name));
}
