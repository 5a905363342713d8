import { z } from "zod";
import { wholeQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { flag, id, text } from "#lib/core/text.ts";
import { LeadBoardFilter, SaleBoardFilter } from "#lib/pipeline/board/schema.ts";
import { filterOf, MAX_VIEW_NAME } from "./rules.ts";

/** Views that one person may save. */
export const MAX_VIEWS = 50;

const board = z.enum(["leads", "sales"]);
const filters = { leads: LeadBoardFilter, sales: SaleBoardFilter };

/** Whether a board's page understands all filters of a query. A view with others would break or mislead. */
export const isValidQuery = (of: z.infer<typeof board>, query: string): boolean =>
  filters[of].safeParse(filterOf(query)).success;

export const INVALID_QUERY = "must be filters that the board's list takes";

const view = {
  name: text(MAX_VIEW_NAME),
  /** The parameters of the board's address, such as `source=partner&min_score=0.6`. */
  query: z.string().max(1000),
  is_shared: z.boolean(),
};

export const VIEW_SORTS = ["created_at", "name"] as const;

/** What the list of views is filtered and sorted by; `q` looks at names. */
export const ViewsQuery = z.strictObject({
  ...wholeQuery,
  board: board.optional(),
  is_shared: flag.optional(),
  q: text(200).optional(),
  sort: sortParameter(VIEW_SORTS),
});
export type ViewsQuery = z.infer<typeof ViewsQuery>;

export const CreateViewInput = z
  .strictObject({ board, ...view, is_shared: view.is_shared.default(false) })
  .refine(({ board, query }) => isValidQuery(board, query), { error: INVALID_QUERY, path: ["query"] });
export type CreateViewInput = z.input<typeof CreateViewInput>;

export const UpdateViewInput = z.strictObject(view).partial();
export type UpdateViewInput = z.infer<typeof UpdateViewInput>;

export const ViewJson = z.object({
  id,
  board,
  ...view,
  owner_id: id,
  owner_name: z.string(),
  is_mine: z.boolean(),
  /** Whether the caller may change and delete it. */
  is_changeable: z.boolean(),
  created_at: z.string(),
});
export type ViewJson = z.infer<typeof ViewJson>;

/** How many cards a view has. */
export const ViewCountJson = z.object({
  /** The name of a default view, or the id of a saved one. */
  view: z.string(),
  count: z.number().int(),
  /** Whether there are more than were counted. */
  is_more: z.boolean(),
});
export type ViewCountJson = z.infer<typeof ViewCountJson>;

export const ViewCountsQuery = z.strictObject({
  board: board.default("leads"),
  /** Further filters in the form of a view's query; the default views are counted within them. */
  query: view.query.default(""),
});
export type ViewCountsQuery = z.infer<typeof ViewCountsQuery>;
