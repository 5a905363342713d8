import { createTranslator } from "next-intl";
import type { Locale } from "#lib/core/ctx.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";

/** Translates a key of the catalogue with its values filled in. */
export type Words = {
  (key: string, values?: Record<string, string | number>): string;
  has: (key: string) => boolean;
};

/** The translator of a language outside of React, for texts that are stored, such as a score's reason. */
export function translator(locale: Locale): Words {
  // Keys are built from data, so the type checker cannot verify them.
  return createTranslator({ locale, messages: CATALOGUES[locale] }) as unknown as Words;
}
