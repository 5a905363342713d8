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
    stage,
    count: z.number(),
    /** The sum of the cards' amounts in the workspace's currency; null where none in it is known. */
    amount: z.number().nullable(),
    /** The sums of each currency. */
    amounts: Amounts,
    /** Hours since the cards came into the stage. */
    median_age_hours: z.number().nullable(),
    cards: z.array(card),
    next: z.string().nullable(),
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
export const LeadBoardQuery = LeadBoardFilter.extend({ ids });
export const SaleBoardQuery = SaleBoardFilter.extend({ ids });

export const LeadCards = z.object({ cards: z.array(LeadJson), next: z.string().nullable() });
export const SaleCards = z.object({ cards: z.array(SaleJson), next: z.string().nullable() });
export const LeadCardsQuery = LeadBoardFilter.extend({ cursor });
export const SaleCardsQuery = SaleBoardFilter.extend({ cursor });
