import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { keepChoice } from "#components/api/keep-choice.ts";
import { menuRow } from "#components/ui/menu.tsx";
import { LOCALES, type Locale } from "#lib/core/ctx.ts";
import { LOCALE_COOKIE } from "#lib/core/locale.ts";

/** Each in its own language, so that whoever cannot read this one finds it. */
const NAMES: Record<Locale, string> = { en: "English", uk: "Українська", ru: "Русский" };

type Props = { keep: ((input: { locale: Locale }) => Promise<unknown>) | undefined; onChosen: () => void };

/** The languages of the screens. */
export function LanguageChoices({ keep, onChosen }: Props) {
  const current = useLocale();
  const router = useRouter();
  const choose = async (locale: Locale) => {
    onChosen();
    keepChoice(LOCALE_COOKIE, locale);
    await keep?.({ locale });
    router.refresh();
  };
  return LOCALES.map((locale) => (
    <button key={locale} type="button" lang={locale} className={menuRow} onClick={() => void choose(locale)}>
      <span className="flex-1">{NAMES[locale]}</span>
      {locale === current && <Check size={14} className="icon text-primary" aria-hidden />}
    </button>
  ));
}
