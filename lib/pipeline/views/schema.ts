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
  name: text(MAX_VIEW_NAME).describe("Name of the view."),
  query: z
    .string()
    .max(1000)
    .describe("Filters as in the address of the board, such as `source=partner&min_score=0.6`."),
  is_shared: z.boolean().describe("Whether everyone in the workspace has the view."),
};

export const VIEW_SORTS = ["created_at", "name"] as const;

/** What the list of views is filtered and sorted by; `q` looks at names. */
export const ViewsQuery = z.strictObject({
  ...wholeQuery,
  board: board.optional().describe("Views of this board."),
  is_shared: flag.optional().describe("Whether the view is shared."),
  q: text(200).optional().describe("Words of the name."),
  sort: sortParameter(VIEW_SORTS).describe("Order; `-` is descending."),
});
export type ViewsQuery = z.infer<typeof ViewsQuery>;

export const CreateViewInput = z
  .strictObject({
    board: board.describe("Board that the view filters."),
    ...view,
    is_shared: view.is_shared.default(false).describe("Whether everyone in the workspace has the view."),
  })
  .refine(({ board, query }) => isValidQuery(board, query), { error: INVALID_QUERY, path: ["query"] });
export type CreateViewInput = z.input<typeof CreateViewInput>;

export const UpdateViewInput = z.strictObject(view).partial();
export type UpdateViewInput = z.infer<typeof UpdateViewInput>;

export const ViewJson = z.object({
  id: id.describe("Id of the view."),
  board: board.describe("Board that the view filters."),
  ...view,
  owner_id: id.describe("Operator who created the view."),
  owner_name: z.string().describe("Name of the owner."),
  is_mine: z.boolean().describe("Whether the view is yours."),
  is_changeable: z.boolean().describe("Whether you can change and delete the view."),
  created_at: z.string().describe("When the view was created."),
});
export type ViewJson = z.infer<typeof ViewJson>;

/** How many cards a view has. */
export const ViewCountJson = z.object({
  view: z.string().describe("Id of a saved view, or name of a built-in one."),
  count: z.number().int().describe("Cards of the view."),
  is_more: z.boolean().describe("Whether there are more than were counted."),
});
export type ViewCountJson = z.infer<typeof ViewCountJson>;

export const ViewCountsQuery = z.strictObject({
  board: board.default("leads").describe("Board whose views are counted."),
  query: view.query.default("").describe("Further filters, in the form of a view."),
});
export type ViewCountsQuery = z.infer<typeof ViewCountsQuery>;
