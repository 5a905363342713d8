import { NEW } from "#lib/pipeline/views/rules.ts";

/** What of how the cards are shown a view is kept without. */
const NOT_KEPT = [NEW];

/** The filters of an address as a view keeps them, in a fixed order. */
export function filtersOf(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters);
  for (const name of NOT_KEPT) kept.delete(name);
  kept.sort();
  return kept.toString();
}

/** Whether an address chooses among the cards, or shows them in an own way: what is worth a name. */
export const narrows = (parameters: URLSearchParams): boolean =>
  [...parameters.keys()].some((name) => name !== "view" && !NOT_KEPT.includes(name));

/** What numbers of the dashboard filter by, and no menu offers. */
const LINKED = [
  ...["stage", "reached", "not_reached", "is_lost", "lost_reason", "is_open", "currency"],
  ...["created_from", "created_to", "paid_from", "paid_to", "moved_from", "attention"],
];

/** Those of them that an address has. */
export const linkedIn = (parameters: URLSearchParams): string[] =>
  LINKED.filter((name) => parameters.has(name));
