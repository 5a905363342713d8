import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber } from "./parse-number.ts";

const LOCALES = ["en", "uk", "ru"];

test.each([
  ["en", "50,000", 50_000],
  ["en", "₴50,000", 50_000],
  ["en", "UAH 50,000.50", 50_000.5],
  ["en", "50000", 50_000],
  ["en", "1,234,567", 1_234_567],
  ["en", "1.234,56", 1234.56],
  ["en", "1'234.5", 1234.5],
  ["en", "1’234’567,5", 1_234_567.5],
  ["en", "50,5", 50.5],
  ["en", "0.600", 0.6],
  ["en", ".5", 0.5],
  ["en", "12.", 12],
  ["en", "-12", -12],
  ["en", "５０", 50],
  ["uk", "1 234,56", 1234.56],
  ["uk", "1 234,567", 1234.567],
  ["uk", "50 000 ₴", 50_000],
  ["uk", "50 000,00 UAH", 50_000],
  ["uk", "1.234.567", 1_234_567],
  ["uk", "0,125", 0.125],
  ["ru", "1234,567", 1234.567],
  ["ru", "  ", null],
])("reads in %s %s as %d", (locale, text, value) => {
  expect(parseNumber(text, locale, "UAH")).toEqual({ value });
});

test.each([
  ["en", "50.000", "ambiguous_number"],
  ["uk", "50,000", "ambiguous_number"],
  ["uk", "50.000", "ambiguous_number"],
  ["ru", "₴50,000", "ambiguous_number"],
  ["en", "0x10", "not_a_number"],
  ["en", "1e3", "not_a_number"],
  ["en", "12 34", "not_a_number"],
  ["en", "1,23,456", "not_a_number"],
  ["en", "1.2.3", "not_a_number"],
  ["en", "1,234.567,8", "not_a_number"],
  ["en", "50k", "not_a_number"],
  ["en", "fifty", "not_a_number"],
  ["en", "--5", "not_a_number"],
  ["en", "₴", "not_a_number"],
  ["en", "1 234'567", "not_a_number"],
  ["en", "Infinity", "not_a_number"],
  ["en", "$50", "other_currency"],
  ["en", "50 EUR", "other_currency"],
])("refuses in %s %s as %s", (locale, text, problem) => {
  expect(parseNumber(text, locale, "UAH")).toEqual({ problem });
});

test.each(["US", "грн", "U$D", "EURO"])(
  "reports an error for an amount in %s, which is no currency code",
  (currency) => {
    expect(parseNumber("₴50,000", "en", currency)).toEqual({ problem: "other_currency" });
    expect(parseNumber(`50 ${currency}`, "en", currency)).toHaveProperty("problem");
    expect(parseNumber("50,000", "en", currency)).toEqual({ value: 50_000 });
  },
);

test("reads an amount with the code of an obsolete currency", () => {
  expect(parseNumber("RUR 50", "en", "RUR")).toEqual({ value: 50 });
});

test("reads every amount that the interface prints", () => {
  const cents = fc.integer({ min: 0, max: 99_999_999_999_999 });
  const printed = fc.record({
    amount: cents.map((value) => value / 100),
    locale: fc.constantFrom(...LOCALES),
    currency: fc.constantFrom("UAH", "USD", "EUR", "PLN", "GBP", "CHF"),
    currencyDisplay: fc.constantFrom("symbol", "narrowSymbol", "code" as const),
  });
  fc.assert(
    fc.property(printed, ({ amount, locale, currency, currencyDisplay }) => {
      const options = { style: "currency", currency, currencyDisplay } as const;
      const text = new Intl.NumberFormat(locale, options).format(amount);
      expect(parseNumber(text, locale, currency)).toEqual({ value: amount });
      expect(parseNumber(String(amount.toFixed(2)), locale, currency)).toEqual({ value: amount });
    }),
  );
});
