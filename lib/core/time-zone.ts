/** Stands in for a stored zone that this server does not know, such as one of a backup from a newer server. */
const FALLBACK = "UTC";

/** ASCII letters only: `toLowerCase` turns the Kelvin sign into `k`, while `Intl` refuses it. */
const NAME = /^[\w+-]+(\/[\w+-]+)+$/;

/** Lower-cased, because `Intl` accepts any case and callers could fill the set with spellings. */
const known = new Set<string>();

/**
 * Whether JavaScript knows a zone by a name that PostgreSQL reads in the same way: `UTC`, or a name with a slash.
 * Others, such as `+03:00`, mean the opposite offset in PostgreSQL.
 */
export function isNamedZone(name: string): boolean {
  if (name === FALLBACK) return true;
  if (!NAME.test(name)) return false;
  const asked = name.toLowerCase();
  if (known.has(asked)) return true;
  const isKnown = isReadable(name);
  // Only known names are cached, so callers cannot fill the memory with invented ones.
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

/** The stored zone, or UTC when this server does not know it. `usable_time_zone` is the same in SQL. */
export const usableTimeZone = (stored: string): string => (isNamedZone(stored) ? stored : FALLBACK);
