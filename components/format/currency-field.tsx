import { useLocale } from "next-intl";
import { useMemo } from "react";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { useIsAwake } from "#components/ui/use-is-awake.ts";
import { CURRENCIES } from "#lib/core/currencies.ts";

type Props = Omit<React.ComponentProps<typeof ChoiceField>, "choices">;

/** A currency code, chosen from a list that is searched by code and name. */
export function CurrencyField(props: Props) {
  const locale = useLocale();
  const isAwake = useIsAwake();
  const choices = useMemo(() => {
    // The server and the browser can name currencies differently, so only the browser renders the list.
    if (!isAwake) return [];
    const names = new Intl.DisplayNames(locale, { type: "currency" });
    return CURRENCIES.map((code) => ({ value: code, name: names.of(code) ?? code }));
  }, [locale, isAwake]);
  return <ChoiceField autoCapitalize="characters" {...props} choices={choices} />;
}
