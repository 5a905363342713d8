import { useLocale } from "next-intl";

/** Money for figures in cards: `₴1.84 M`. */
export function useShortMoney(): (amount: number, currency: string) => string {
  const language = useLocale();
  const locale = language === "en" ? "en-GB" : language;
  return (amount, currency) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      notation: "compact",
      maximumFractionDigits: 2,
    })
      .format(amount)
      .replace(
        /(\d)\s?([a-z]+)$/i,
        (_, digit: string, unit: string) => `${digit} ${unit === "k" ? unit : unit.toUpperCase()}`,
      );
}
