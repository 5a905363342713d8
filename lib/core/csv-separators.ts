import type { Locale } from "./ctx.ts";

/** The characters that may stand between the cells of a CSV file. */
export const CSV_SEPARATORS = [";", ",", "\t"] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

/** What a spreadsheet in a language expects between cells: no comma where that stands in decimals. */
export const csvSeparatorOf = (locale: Locale): CsvSeparator =>
  new Intl.NumberFormat(locale).format(0.5).includes(",") ? ";" : ",";
