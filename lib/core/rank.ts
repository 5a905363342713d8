import { BASE_62_DIGITS, generateKeyBetween } from "fractional-indexing";

/** A fractional key with nine digits in its integer part; "i" is the head that says so. */
const HEAD = "i";
const DIGITS = 9;
/** The largest exact integer of JavaScript. It fits into nine digits of base 62 and lasts until the year 2255. */
const MAX_COUNT = Number.MAX_SAFE_INTEGER;
const MICROSECONDS_PER_MILLISECOND = 1_000;

/**
 * A key that sorts before every key made earlier, so that new cards come first, without reading the column. Keys of
 * the same millisecond are in random order.
 */
export function rankAtTop(now: Date, random: () => number = Math.random): string {
  let left =
    MAX_COUNT -
    (now.getTime() * MICROSECONDS_PER_MILLISECOND + Math.floor(random() * MICROSECONDS_PER_MILLISECOND));
  let digits = "";
  for (let place = 0; place < DIGITS; place += 1) {
    digits = BASE_62_DIGITS.charAt(left % 62) + digits;
    left = Math.floor(left / 62);
  }
  return HEAD + digits;
}

/** A key between two others, either of which may be missing. Equal neighbours share their key. */
export function rankBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) return before;
  return generateKeyBetween(before, after);
}
