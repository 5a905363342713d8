import { useLocale } from "next-intl";
import { MenuChoice } from "#components/ui/menu.tsx";
import { LOCALES, type Locale } from "#lib/core/ctx.ts";
import { LANGUAGES, useChooseLanguage } from "./use-language.ts";

type Props = { keep: ((input: { locale: Locale }) => Promise<unknown>) | undefined; onChosen: () => void };

/** The languages of the screens. */
export function LanguageChoices({ keep, onChosen }: Props) {
  const current = useLocale();
  const choose = useChooseLanguage(keep);
  return LOCALES.map((locale) => (
    <MenuChoice
      key={locale}
      lang={locale}
      isChosen={locale === current}
      onChoose={() => {
        onChosen();
        void choose(locale);
      }}
    >
      <span className="flex-1">{LANGUAGES[locale]}</span>
    </MenuChoice>
  ));
}
