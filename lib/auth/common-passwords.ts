import { once } from "#lib/core/once.ts";

/** Below this zxcvbn calls a password guessable even through a sign-in form without any throttle (10^8 guesses). */
const MIN_SCORE = 3;
/** zxcvbn's time grows with the square of the length; what follows so many characters is not looked at. */
const MAX_ESTIMATED_LENGTH = 24;

const CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюіїєґё";
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.s]'u`";
const LATIN_OF = new Map(Array.from(CYRILLIC_KEYS, (key, place) => [key, LATIN_KEYS[place] ?? key]));

/** The same keys on a Latin keyboard: «пароль» is as common as gfhjkm, and only that is on the lists. */
const onLatinKeys = (password: string) =>
  Array.from(password.toLowerCase(), (letter) => LATIN_OF.get(letter) ?? letter).join("");

type Judge = (password: string, known: string[]) => boolean;

/** The lists are a few megabytes: they are read when the first password is set, and never by a browser. */
const loadJudge = once(async (): Promise<Judge> => {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }, { default: list }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("fxa-common-password-list"),
  ]);
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password, known) =>
    list.test(password.toLowerCase()) ||
    zxcvbn.check(password.slice(0, MAX_ESTIMATED_LENGTH), known).score < MIN_SCORE;
});

/**
 * Whether a password is among the common ones, or a variation of one of them, of the product's name or of what is
 * known of its person. Takes a few milliseconds of the processor.
 */
export async function isEasyToGuess(
  password: string,
  { email, name = "" }: { email: string; name?: string },
): Promise<boolean> {
  const isWeak = await loadJudge();
  const words = [email, name].flatMap((text) => [text, ...text.split(/[@\s]+/), ...text.split(/[@\s.+_-]+/)]);
  const known = ["leadline", ...words.filter((word) => word.length > 2)];
  const typed = onLatinKeys(password);
  if (words.some((word) => word.toLowerCase() === password.toLowerCase())) return true;
  return isWeak(password, known) || (typed !== password.toLowerCase() && isWeak(typed, known));
}
