import type { Locale } from "./ctx.ts";

/** The characters that may stand between the cells of a CSV file. */
export const CSV_SEPARATORS = [";", ",", "\t"] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

/** The separator that a spreadsheet in this language expects: a semicolon where the comma is the decimal sign. */
export const csvSeparatorOf = (locale: Locale): CsvSeparator =>
  new Intl.NumberFormat(locale).format(0.5).includes(",") ? ";" : ",";
