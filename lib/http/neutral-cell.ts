/** What a spreadsheet, by its language or as its import is told, separates cells and lines with. */
const SEPARATORS = new Set(";,|\t\n\v\f\r\u0085\u2028\u2029");

/** What a formula begins with, as it is and in full width. */
const FORMULA_STARTS = new Set("=+-@\uff1d\uff0b\uff0d\uff20");

/** What may stand before a formula and leave it one: blanks, characters that nobody sees, quotes. */
const PASSED_OVER = /[\s\p{Cc}\p{Cf}"'\u2018\u2019\u201c\u201d]/u;

/** Copies a text with `change` made before each formula character at what may be the beginning of a cell. */
function beforeFormulas(text: string, change: (copied: string) => string): string {
  let copied = "";
  let isAtBeginning = true;
  for (const character of text) {
    if (isAtBeginning && FORMULA_STARTS.has(character)) copied = change(copied);
    isAtBeginning = SEPARATORS.has(character) || (isAtBeginning && PASSED_OVER.test(character));
    copied += character;
  }
  return copied;
}

/**
 * A text that is no formula in a spreadsheet, however that splits the line it stands in: an apostrophe comes before
 * each formula character that follows a separator or nothing.
 */
export const neutralCell = (text: string): string => beforeFormulas(text, (copied) => `${copied}'`);

/** The text that `neutralCell` made this one of, for a file that comes back. */
export const originalCell = (cell: string): string =>
  beforeFormulas(cell, (copied) => (copied.endsWith("'") ? copied.slice(0, -1) : copied));
