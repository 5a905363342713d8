import { once } from "#lib/core/once.ts";

/**
 * Below this score a password could be guessed through a sign-in form without a throttle (10^8 guesses), says zxcvbn.
 */
const MIN_SCORE = 3;
/** zxcvbn's time grows with the square of the length, so only this many characters are checked. */
const MAX_ESTIMATED_LENGTH = 24;

const CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюіїєґё";
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.s]'u`";
const LATIN_OF = new Map(Array.from(CYRILLIC_KEYS, (key, place) => [key, LATIN_KEYS[place] ?? key]));

/** The same keys on a Latin keyboard: the lists contain «пароль» only as gfhjkm. */
const onLatinKeys = (password: string) =>
  Array.from(password.toLowerCase(), (letter) => LATIN_OF.get(letter) ?? letter).join("");

type Estimator = (password: string, known: string[]) => boolean;

/** The lists are a few megabytes, so they are loaded with the first password that is set, and only on the server. */
const loadEstimator = once(async (): Promise<Estimator> => {
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
 * Whether a password is a common one, or a variation of one, of the product's name, or of the person's name or
 * e-mail. Takes a few milliseconds of processor time.
 */
export async function isEasyToGuess(
  password: string,
  { email, name = "" }: { email: string; name?: string },
): Promise<boolean> {
  const isWeak = await loadEstimator();
  const words = [email, name].flatMap((text) => [text, ...text.split(/[@\s]+/), ...text.split(/[@\s.+_-]+/)]);
  const known = ["leadline", ...words.filter((word) => word.length > 2)];
  const typed = onLatinKeys(password);
  if (words.some((word) => word.toLowerCase() === password.toLowerCase())) return true;
  return isWeak(password, known) || (typed !== password.toLowerCase() && isWeak(typed, known));
}
