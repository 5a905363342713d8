import { DAY } from "#lib/core/clock.ts";

/** Asks in the address for the form of a new lead. */
export const NEW = "new";

/** Parameters of the address that say how the leads are shown, not which. */
export const NOT_FILTERS: readonly string[] = ["view", "sort", "columns", NEW];

/** Of these, what a view is kept without. */
const NOT_KEPT = [NEW];

/**
 * The filters of an address as a view keeps them, in a fixed order. "Under 7 days" is kept as the number of days and
 * not as a date, which would grow old.
 */
export function filtersOf(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters);
  for (const name of NOT_KEPT) kept.delete(name);
  const from = kept.get("created_from");
  if (from) {
    kept.delete("created_from");
    kept.set("days", String(Math.round((Date.now() - Date.parse(from)) / DAY)));
  }
  kept.sort();
  return kept.toString();
}

/** Whether an address chooses among the cards, or shows them in an own way: what is worth a name. */
export const narrows = (parameters: URLSearchParams): boolean =>
  [...parameters.keys()].some((name) => name !== "view" && !NOT_KEPT.includes(name));

/** What numbers of the dashboard filter by, and no menu offers. */
const LINKED = ["stage", "reached", "is_lost", "paid_from"];

/** Those of them that an address has. */
export const linkedIn = (parameters: URLSearchParams): string[] =>
  LINKED.filter((name) => parameters.has(name));

/** The other way round: the parameters of the board's address, as of now. */
export function addressOf(query: string): string {
  const parameters = new URLSearchParams(query);
  const days = Number(parameters.get("days"));
  parameters.delete("days");
  if (days > 0) parameters.set("created_from", new Date(Date.now() - days * DAY).toISOString());
  return parameters.toString();
}
