import { createTranslator } from "next-intl";
import type { Locale } from "#lib/core/ctx.ts";
import en from "./messages/en.json" with { type: "json" };
import ru from "./messages/ru.json" with { type: "json" };
import uk from "./messages/uk.json" with { type: "json" };

/** Every string that people read, by language. */
export const CATALOGUES = { en, uk, ru } as const satisfies Record<Locale, typeof en>;

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
