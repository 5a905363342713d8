/** Characters of the name of a view. */
export const MAX_VIEW_NAME = 60;

/** Asks in the address for the form of a new lead. */
export const NEW = "new";

/** Parameters of a board's address that say how the cards are shown, not which. */
export const NOT_FILTERS: readonly string[] = ["view", "sort", "columns", NEW];

/** How far the cards of a view are counted, where no counter knows them. */
export const MAX_COUNTED = 1_000;

/** What everybody has: the key of its name, and the parameters that it sets; those of the others it takes away. */
export type EverydayView = { name: string; changes: Record<string, string> };

const ATTENTION = ["unread", "ready", "overdue", "stale"];

/** Everything, one's own, and of the leads those that want somebody. */
export function everydayViews(board: "leads" | "sales", operatorId: number | null): EverydayView[] {
  const mine = operatorId === null ? [] : [{ name: "mine", changes: { owner_id: String(operatorId) } }];
  const wanting = ATTENTION.map((attention) => ({ name: attention, changes: { attention } }));
  return [{ name: "all", changes: {} }, ...mine, ...(board === "leads" ? wanting : [])];
}

/** The filters in the parameters of an address, as a page takes them: what is given twice is a list. */
export function filterOf(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  for (const name of NOT_FILTERS) parameters.delete(name);
  const given = (name: string) => {
    const values = parameters.getAll(name);
    return values.length === 1 ? (values[0] ?? "") : values;
  };
  return Object.fromEntries([...parameters.keys()].map((name) => [name, given(name)]));
}
