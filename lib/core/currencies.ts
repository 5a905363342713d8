/** Money of one currency, in its own unit: 12.5 of `UAH` is ₴12.50. */
export type Money = { currency: string; amount: number };

/** The codes of ISO 4217, in the order of the alphabet. */
export const CURRENCIES: readonly string[] = Intl.supportedValuesOf("currency");

const KNOWN = new Set(CURRENCIES);

export const isCurrency = (code: string): boolean => KNOWN.has(code);

/** One sum for each currency, in the order of their codes: money is never added up over currencies. */
export function sumByCurrency(all: Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { currency, amount } of all) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount }));
}

/** The amount in one currency; undefined when there is none. */
export const amountIn = (amounts: Money[], currency: string): number | undefined =>
  amounts.find((one) => one.currency === currency)?.amount;

/** The amounts with the given currency first; it is 0 when there is none. */
export function withCurrencyFirst(amounts: Money[], currency: string): [Money, ...Money[]] {
  const own = { currency, amount: amountIn(amounts, currency) ?? 0 };
  return [own, ...amounts.filter((one) => one.currency !== currency)];
}
