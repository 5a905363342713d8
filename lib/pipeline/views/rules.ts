/** Characters of the name of a view. */
export const MAX_VIEW_NAME = 60;

/** The parameter of the address that opens the form of a new lead. */
export const NEW = "new";

/** Parameters of a board's address that say how the cards are shown, not which. */
export const NOT_FILTERS: readonly string[] = ["view", "sort", "columns", NEW];

/** The cards of a view are counted up to this number, when no counter has them. */
export const MAX_COUNTED = 1_000;

/**
 * A view that everyone has: the key of its name, and the parameters that it sets. Parameters of other default views
 * are removed.
 */
export type DefaultView = { name: string; changes: Record<string, string> };

const ATTENTION = ["unread", "ready", "overdue", "stale"];

/** All cards, the caller's own, and for leads those that need attention. */
export function defaultViews(board: "leads" | "sales", operatorId: number | null): DefaultView[] {
  const mine = operatorId === null ? [] : [{ name: "mine", changes: { owner_id: String(operatorId) } }];
  const wanting = ATTENTION.map((attention) => ({ name: attention, changes: { attention } }));
  return [{ name: "all", changes: {} }, ...mine, ...(board === "leads" ? wanting : [])];
}

/** The filters in the parameters of an address. A parameter that occurs twice becomes a list. */
export function filterOf(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  for (const name of NOT_FILTERS) parameters.delete(name);
  const given = (name: string) => {
    const values = parameters.getAll(name);
    return values.length === 1 ? (values[0] ?? "") : values;
  };
  return Object.fromEntries([...parameters.keys()].map((name) => [name, given(name)]));
}
