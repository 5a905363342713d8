import { useRouter } from "next/navigation";
import { keepChoice } from "#components/api/keep-choice.ts";
import type { Locale } from "#lib/core/ctx.ts";
import { LOCALE_COOKIE } from "#lib/core/locale.ts";

/** Each name is in its own language, so that people who cannot read the current language find theirs. */
export const LANGUAGES: Record<Locale, string> = { en: "English", uk: "Українська", ru: "Русский" };

/**
 * Changes the language of the screens in this browser.
 * @param keep stores it with the person's account
 */
export function useChooseLanguage(keep?: (input: { locale: Locale }) => Promise<unknown>) {
  const router = useRouter();
  return async (locale: Locale) => {
    keepChoice(LOCALE_COOKIE, locale);
    await keep?.({ locale });
    router.refresh();
  };
}
