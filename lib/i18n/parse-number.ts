/**
 * Why a text cannot be read as a number: it is no number, it has two possible readings, or it names another currency.
 */
export type NumberProblem = "not_a_number" | "ambiguous_number" | "other_currency";
export type ParsedNumber =
  | { value: number | null; problem?: never }
  | { value?: never; problem: NumberProblem };

/** White space and apostrophes, which are only used between groups of three digits. */
const SOFT_MARKS = "\\s'’ʼ`";
const GROUPED = new RegExp(`^\\d{1,3}(?:([.,${SOFT_MARKS}])\\d{3})(?:\\1\\d{3})*$`);

/**
 * Reads a number that a person typed or pasted, also as Leadline prints it: `50000`, `₴50,000`, `1 234,56`,
 * `1'234.5`. A mark before exactly three digits, such as in `50,000`, is a group separator in languages that group
 * with it. In other languages some people mean fifty and others fifty thousand, so it is refused.
 * @param currency code of the currency that may stand beside the number
 * @returns null for an empty text
 */
export function parseNumber(text: string, locale: string, currency?: string): ParsedNumber {
  const written = text.normalize("NFKC").trim();
  if (written === "") return { value: null };
  const { number, currencyMark } = splitCurrency(written);
  if (currencyMark && !(currency && namesOf(currency, locale).has(currencyMark.toLowerCase())))
    return { problem: /\p{Sc}|^\p{L}{3}$/u.test(currencyMark) ? "other_currency" : "not_a_number" };
  const [, sign = "", digits = ""] = /^([-−–]?)\s*(.*)$/u.exec(number) ?? [];
  const parts = splitDecimals(digits, locale);
  if (!parts) return { problem: "ambiguous_number" };
  const { whole, decimals } = parts;
  if (!/^\d*$/.test(decimals) || !(/^\d*$/.test(whole) || GROUPED.test(whole)) || !/\d/.test(digits))
    return { problem: "not_a_number" };
  const value = Number(`${whole.replaceAll(/\D/g, "") || "0"}.${decimals || "0"}`);
  return { value: sign && value !== 0 ? -value : value };
}

/** What stands before or after the number, such as `₴`, `US$` or `UAH`. */
function splitCurrency(text: string): { number: string; currencyMark: string } {
  const [, before = "", number = "", after = ""] =
    /^([\p{L}\p{Sc}.]*?)\s*([-−–]?\s*[.,]?\d.*?)\s*((?:[\p{L}\p{Sc}]+\.?)?)$/u.exec(text) ?? [];
  if (number === "" || (before && after)) return { number: text, currencyMark: "" };
  return { number, currencyMark: before || after };
}

/**
 * The names of a currency in this language and in English: its code, its sign and its short sign, in lower case. An
 * incomplete code, such as a half-typed `US`, has no names, because `Intl` would throw.
 */
function namesOf(currency: string, locale: string): Set<string> {
  if (!/^[a-z]{3}$/i.test(currency)) return new Set();
  const names = [currency];
  for (const language of [locale, "en"])
    for (const currencyDisplay of ["symbol", "narrowSymbol"] as const)
      for (const { type, value } of new Intl.NumberFormat(language, {
        style: "currency",
        currency,
        currencyDisplay,
      }).formatToParts(0))
        if (type === "currency") names.push(value.normalize("NFKC"));
  return new Set(names.map((name) => name.toLowerCase()));
}

/** Undefined when the only mark could be a group separator or a decimal sign. */
function splitDecimals(digits: string, locale: string): { whole: string; decimals: string } | undefined {
  const marks = digits.replaceAll(/[^.,]/g, "");
  const mark = marks.at(-1);
  const isAlone = marks.length === 1;
  // `1,234,567` has groups alone.
  if (!mark || (!isAlone && marks.indexOf(mark) < marks.length - 1)) return { whole: digits, decimals: "" };
  const place = digits.lastIndexOf(mark);
  const [whole, decimals] = [digits.slice(0, place), digits.slice(place + 1)];
  if (!(isAlone && /^[1-9]\d{0,2}$/.test(whole) && /^\d{3}$/.test(decimals))) return { whole, decimals };
  const group = new Intl.NumberFormat(locale).formatToParts(12_345).find(({ type }) => type === "group");
  return group?.value === mark ? { whole: digits, decimals: "" } : undefined;
}
