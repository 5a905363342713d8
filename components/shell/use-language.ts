import { useRouter } from "next/navigation";
import { keepChoice } from "#components/api/keep-choice.ts";
import type { Locale } from "#lib/core/ctx.ts";
import { LOCALE_COOKIE } from "#lib/core/locale.ts";

/** Each in its own language, so that it is found by people who cannot read the current one. */
export const LANGUAGES: Record<Locale, string> = { en: "English", uk: "Українська", ru: "Русский" };

/**
 * Chooses the language of the screens, for this browser.
 * @param keep stores it for the person
 */
export function useChooseLanguage(keep?: (input: { locale: Locale }) => Promise<unknown>) {
  const router = useRouter();
  return async (locale: Locale) => {
    keepChoice(LOCALE_COOKIE, locale);
    await keep?.({ locale });
    router.refresh();
  };
}
