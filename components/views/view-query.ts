import { NEW } from "#lib/pipeline/views/rules.ts";

/** Parameters that a view does not store. */
const NOT_KEPT = [NEW];

/** The filters of an address as a view stores them, in a fixed order. */
export function filtersOf(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters);
  for (const name of NOT_KEPT) kept.delete(name);
  kept.sort();
  return kept.toString();
}

/** Whether an address filters the cards or changes how they are shown, so that it can be saved as a view. */
export const narrows = (parameters: URLSearchParams): boolean =>
  [...parameters.keys()].some((name) => name !== "view" && !NOT_KEPT.includes(name));

/** Filters that links from the dashboard set, and no menu offers. */
const LINKED = [
  ...["stage", "reached", "not_reached", "is_lost", "lost_reason", "is_open", "currency"],
  ...["created_from", "created_to", "paid_from", "paid_to", "moved_from", "attention"],
];

/** Those of these filters that an address has. */
export const linkedIn = (parameters: URLSearchParams): string[] =>
  LINKED.filter((name) => parameters.has(name));
