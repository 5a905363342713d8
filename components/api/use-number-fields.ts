import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { parseNumber } from "#lib/i18n/parse-number.ts";

/** A sample number that shows the grouping and decimal separators of the language. */
const EXAMPLE = 12_345.5;

/**
 * Reads the numbers of a form as people type and paste them. An invalid or ambiguous number is not sent, and its field
 * shows the reason.
 */
export function useNumberFields() {
  const say = useTranslations("reasons");
  const locale = useLocale();
  const [errors, setErrors] = useState<Record<string, string>>({});
  return {
    /**
     * @param form a form's data, or an object that returns the text of a field
     * @param currency code of the currency that may stand beside the numbers
     * @returns null for an empty field; undefined if a field has to be corrected first
     */
    read<Name extends string>(
      form: { get: (name: string) => unknown },
      names: readonly Name[],
      currency?: string,
    ): Record<Name, number | null> | undefined {
      const wrong: Record<string, string> = {};
      const entries = names.map((name) => {
        const { value, problem } = parseNumber(String(form.get(name) ?? ""), locale, currency);
        if (problem) {
          const example = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(EXAMPLE);
          wrong[name] = say(problem, { example });
        }
        return [name, value ?? null];
      });
      setErrors(wrong);
      return Object.keys(wrong).length > 0
        ? undefined
        : (Object.fromEntries(entries) as Record<Name, number | null>);
    },
    /** The problem of a field's text, if any. */
    errorOf: (name: string): string | undefined => errors[name],
  };
}
