"use client";

import { useLocale, useTranslations } from "next-intl";
import { LOCALES } from "#lib/core/ctx.ts";
import { LANGUAGES, useChooseLanguage } from "./use-language.ts";

/** The languages side by side, below the forms for people who are not signed in. */
export function LanguageRow() {
  const say = useTranslations("shell");
  const current = useLocale();
  const choose = useChooseLanguage();
  return (
    <fieldset className="mt-5 flex flex-wrap justify-center gap-x-2">
      <legend className="quiet">{say("language")}</legend>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => void choose(locale)}
          className={`h-8 rounded-field px-2 text-xs max-sm:h-11 ${locale === current ? "font-medium" : "text-muted hover:text-base-content"}`}
        >
          {LANGUAGES[locale]}
        </button>
      ))}
    </fieldset>
  );
}
