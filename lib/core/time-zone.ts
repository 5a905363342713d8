/** Stands in for a stored zone that this server does not know, such as one of a backup from a newer server. */
const FALLBACK = "UTC";

/** Names of ASCII letters alone: `toLowerCase` makes an ASCII letter of the sign of kelvin, which `Intl` refuses. */
const NAME = /^[\w+-]+(\/[\w+-]+)+$/;

/** In small letters: `Intl` takes a name in any case, and callers may try out each spelling. */
const known = new Set<string>();

/**
 * Whether JavaScript knows a zone by a name that PostgreSQL reads as the same: `UTC`, or a name with a slash. Of
 * others, such as `+03:00`, it thinks otherwise.
 */
export function isNamedZone(name: string): boolean {
  if (name === FALLBACK) return true;
  if (!NAME.test(name)) return false;
  const asked = name.toLowerCase();
  if (known.has(asked)) return true;
  const isKnown = isReadable(name);
  // Only what is known stays in memory, not what people try out.
  if (isKnown) known.add(asked);
  return isKnown;
}

function isReadable(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The zone to count days and hours by where this one is stored. `usable_time_zone` is the same in SQL. */
export const usableTimeZone = (stored: string): string => (isNamedZone(stored) ? stored : FALLBACK);
