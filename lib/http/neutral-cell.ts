/** The characters that separate cells and lines, by the language of a spreadsheet or the settings of its import. */
const SEPARATORS = new Set(";,|\t\n\v\f\r\u0085\u2028\u2029");

/** The first characters of formulas, in half width and full width. */
const FORMULA_STARTS = new Set("=+-@\uff1d\uff0b\uff0d\uff20");

/** Characters that may precede a formula: blanks, invisible characters, quotes. */
const MAY_PRECEDE_FORMULA = /[\s\p{Cc}\p{Cf}"'\u2018\u2019\u201c\u201d]/u;

/**
 * A text that no spreadsheet reads as a formula, whichever separator it splits lines by: an apostrophe is inserted
 * before each formula character that follows a separator or begins the text.
 */
export function neutralCell(text: string): string {
  let copied = "";
  let isAtBeginning = true;
  for (const character of text) {
    if (isAtBeginning && FORMULA_STARTS.has(character)) copied += "'";
    isAtBeginning = SEPARATORS.has(character) || (isAtBeginning && MAY_PRECEDE_FORMULA.test(character));
    copied += character;
  }
  return copied;
}
