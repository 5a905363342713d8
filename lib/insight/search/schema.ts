import { z } from "zod";
import { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { text } from "#lib/core/text.ts";
import { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { SaleJson } from "#lib/pipeline/sales/schema.ts";

/** Results of each kind that fit the palette without scrolling. */
export const RESULTS_PER_KIND = 6;

export const SearchQuery = z.strictObject({ q: text(200).describe("Words to search for.") });
export const SearchJson = z.object({
  leads: z.array(LeadJson).describe("Leads that match."),
  sales: z.array(SaleJson).describe("Sales that match."),
  appeals: z.array(AppealJson).describe("Appeals that match."),
});
