/** Stands in for a stored zone that this server does not know, such as one of a backup from a newer server. */
const FALLBACK = "UTC";

const known = new Set([FALLBACK]);

/**
 * Whether JavaScript knows a zone by a name that PostgreSQL reads as the same: `UTC`, or a name with a slash. Of
 * others, such as `+03:00`, it thinks otherwise.
 */
export function isNamedZone(name: string): boolean {
  if (known.has(name)) return true;
  const isKnown = name.includes("/") && isReadable(name);
  // Only what is known stays in memory, not what people try out.
  if (isKnown) known.add(name);
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
