import { expect, test } from "vitest";
import { amountIn, sumByCurrency, withCurrencyFirst } from "./currencies.ts";
import { currency } from "./money.ts";

test.each(["UAH", "usd", " Eur ", "pln"])("the currency %s is accepted and stored in capitals", (code) => {
  expect(currency.parse(code)).toBe(code.trim().toUpperCase());
});

test.each(["ABC", "ZZZ", "EURO", "$", "", "U", "грн"])(
  "%s is refused, because it is no currency of ISO 4217",
  (code) => {
    expect(currency.safeParse(code).success).toBe(false);
  },
);

test("money is summed per currency, and the workspace's currency comes first", () => {
  const sums = sumByCurrency([
    { currency: "USD", amount: 2 },
    { currency: "UAH", amount: 1 },
    { currency: "USD", amount: 3 },
  ]);
  expect(sums).toEqual([
    { currency: "UAH", amount: 1 },
    { currency: "USD", amount: 5 },
  ]);
  expect([amountIn(sums, "USD"), amountIn(sums, "EUR")]).toEqual([5, undefined]);
  expect(withCurrencyFirst(sums, "USD").map(({ currency }) => currency)).toEqual(["USD", "UAH"]);
  expect(withCurrencyFirst(sums, "EUR")[0]).toEqual({ currency: "EUR", amount: 0 });
});
