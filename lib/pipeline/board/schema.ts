import { z } from "zod";
import { Amounts } from "#lib/core/money.ts";
import { cursor } from "#lib/core/paging.ts";
import { LeadFilter, LeadJson, LeadStage } from "#lib/pipeline/leads/schema.ts";
import { SaleFilter, SaleJson, SaleStage } from "#lib/pipeline/sales/schema.ts";
import { MAX_CHANGED_CARDS } from "./rules.ts";

/** Cards that a column shows at first, and each time it grows. */
export const CARDS_PER_PAGE = 50;

function column<Stage extends z.ZodType, Card extends z.ZodType>(stage: Stage, card: Card) {
  return z.object({
    stage: stage.describe("Stage of the column."),
    count: z.number().describe("Cards in the column."),
    amount: z
      .number()
      .nullable()
      .describe("Sum of the amounts in the workspace's currency. Null where none is known."),
    amounts: Amounts.describe("Sums by currency."),
    median_age_hours: z.number().nullable().describe("Hours since the cards moved to the stage (median)."),
    cards: z.array(card).describe("First cards of the column."),
    next: z.string().nullable().describe("Cursor of the next cards. Null at the end."),
  });
}

export const LeadColumn = column(LeadStage, LeadJson);
export type LeadColumn = z.infer<typeof LeadColumn>;
export const SaleColumn = column(SaleStage, SaleJson);
export type SaleColumn = z.infer<typeof SaleColumn>;

/** A board of one stage has no cards in the other columns. */
export const LeadBoardFilter = LeadFilter;
export type LeadBoardFilter = LeadFilter;
export const SaleBoardFilter = SaleFilter;
export type SaleBoardFilter = SaleFilter;

const ids = z
  .string()
  .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/, "must be ids with commas between them")
  .transform((text) => text.split(",").map(Number))
  .refine((all) => all.length <= MAX_CHANGED_CARDS, `must be at most ${MAX_CHANGED_CARDS} ids`)
  .optional();
export const LeadBoardQuery = LeadBoardFilter.extend({
  ids: ids.describe("Only these cards, as ids with commas between them."),
});
export const SaleBoardQuery = SaleBoardFilter.extend({
  ids: ids.describe("Only these cards, as ids with commas between them."),
});

export const LeadCards = z.object({
  cards: z.array(LeadJson).describe("Next cards of the column."),
  next: z.string().nullable().describe("Cursor of the next cards. Null at the end."),
});
export const SaleCards = z.object({
  cards: z.array(SaleJson).describe("Next cards of the column."),
  next: z.string().nullable().describe("Cursor of the next cards. Null at the end."),
});
export const LeadCardsQuery = LeadBoardFilter.extend({
  cursor: cursor.describe("Where the cards begin: `next` of the column."),
});
export const SaleCardsQuery = SaleBoardFilter.extend({
  cursor: cursor.describe("Where the cards begin: `next` of the column."),
});
