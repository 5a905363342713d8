import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { type Money, withCurrencyFirst } from "#lib/core/currencies.ts";
import { useFormat } from "./use-format.ts";
import { useShortMoney } from "./use-short-money.ts";

type Props = {
  amounts: Money[];
  /** The workspace's currency. */
  currency: string;
  /** Whether there is too little room for "+ 1 other currency". */
  isShort?: boolean;
  /** The address of the list that is counted in a currency. */
  hrefOf?: ((currency: string) => string) | undefined;
};

/** Amounts in several currencies: the figure in the workspace's currency, and a menu with the others. */
export function MoneySum(props: Props) {
  const shortMoney = useShortMoney();
  const [{ amount, currency }] = withCurrencyFirst(props.amounts, props.currency);
  return (
    <>
      {shortMoney(amount, currency)} <OtherCurrencies {...props} />
    </>
  );
}

/** The number of other currencies. It opens their sums. */
export function OtherCurrencies({ amounts, currency, isShort, hrefOf }: Props) {
  const say = useTranslations("format");
  const format = useFormat();
  const id = useId();
  const all = withCurrencyFirst(amounts, currency);
  const words = say("otherCurrencies", { count: all.length - 1 });
  if (all.length < 2) return null;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={words}
        title={isShort ? words : undefined}
        className="whitespace-nowrap font-normal text-muted text-xs hover:underline"
      >
        {isShort ? `+${all.length - 1}` : words}
      </button>
      <ul
        id={id}
        popover="auto"
        className="area-below min-w-32 rounded-box bg-base-100 p-2 text-base-content text-sm shadow-over"
      >
        {all.map(({ currency, amount }) => (
          <li key={currency} className="flex justify-between gap-4 px-1 py-0.5 tabular-nums">
            {hrefOf ? (
              <Link href={hrefOf(currency)} className="hover:underline">
                {currency}
              </Link>
            ) : (
              currency
            )}
            <span className="font-medium">{format.money(amount, currency)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
