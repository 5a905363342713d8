"use client";

import { Check, Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { keepChoice } from "#components/api/keep-choice.ts";
import { Menu, menuRow } from "#components/ui/menu.tsx";
import { LOCALES, type Locale } from "#lib/core/ctx.ts";
import { LOCALE_COOKIE } from "#lib/core/locale.ts";

/** Each in its own language, so that whoever cannot read this one finds it. */
const NAMES: Record<Locale, string> = { en: "English", uk: "Українська", ru: "Русский" };

/**
 * The language of the screens. The browser keeps the choice, and the person where somebody is signed in.
 * @param keep stores it for the person
 */
export function LanguageMenu({ keep }: { keep?: (input: { locale: Locale }) => Promise<unknown> }) {
  const say = useTranslations("shell");
  const current = useLocale();
  const router = useRouter();
  const choose = async (locale: Locale) => {
    keepChoice(LOCALE_COOKIE, locale);
    await keep?.({ locale });
    router.refresh();
  };
  return (
    <Menu
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className="btn btn-ghost btn-sm h-8 gap-1.5 px-2 font-normal max-sm:h-11 max-sm:px-3"
        >
          <Languages size={16} className="icon" aria-hidden />
          <span className="quiet">{say("language")}:</span>
          <span className="uppercase sm:max-md:quiet">{current}</span>
        </button>
      )}
    >
      {(close) =>
        LOCALES.map((locale) => (
          <button
            key={locale}
            type="button"
            lang={locale}
            className={menuRow}
            onClick={() => {
              close();
              void choose(locale);
            }}
          >
            <span className="flex-1">{NAMES[locale]}</span>
            {locale === current && <Check size={14} className="icon text-primary" aria-hidden />}
          </button>
        ))
      }
    </Menu>
  );
}
