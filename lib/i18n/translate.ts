import { createTranslator } from "next-intl";
import type { Locale } from "#lib/core/ctx.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";

/** Says a key of the catalogue with its values filled in. */
export type Words = {
  (key: string, values?: Record<string, string | number>): string;
  has: (key: string) => boolean;
};

/** The catalogue of a language outside of React: for words that are stored, such as a score's reason. */
export function translator(locale: Locale): Words {
  // Keys are put together from data here, so they cannot be checked by their type.
  return createTranslator({ locale, messages: CATALOGUES[locale] }) as unknown as Words;
}
