import { DAY } from "#lib/core/clock.ts";

/** Asks in the address for the form of a new lead. */
export const NEW = "new";

/** Parameters of a board's address that say how the cards are shown, not which. */
export const NOT_FILTERS: readonly string[] = ["view", "sort", "columns", NEW];

/** How far the cards of a view are counted, where no counter knows them. */
export const MOST_COUNTED = 1_000;

/** What everybody has: the key of its name, and the parameters that it sets; those of the others it takes away. */
export type EverydayView = { name: string; changes: Record<string, string> };

const ATTENTION = ["unread", "ready", "overdue", "stale"];

/** Everything, one's own, and of the leads those that want somebody. */
export function everydayViews(board: "leads" | "sales", operatorId: number | null): EverydayView[] {
  const mine = operatorId === null ? [] : [{ name: "mine", changes: { owner_id: String(operatorId) } }];
  const wanting = ATTENTION.map((attention) => ({ name: attention, changes: { attention } }));
  return [{ name: "all", changes: {} }, ...mine, ...(board === "leads" ? wanting : [])];
}

/** The parameters of the board's address that a view is kept as, as of now: an age in days becomes a date. */
export function addressOf(query: string): URLSearchParams {
  const parameters = new URLSearchParams(query);
  const days = Number(parameters.get("days"));
  parameters.delete("days");
  if (days > 0) parameters.set("created_from", new Date(Date.now() - days * DAY).toISOString());
  return parameters;
}
