import type { z } from "zod";
import { presentAppeal } from "#lib/appeals/present.ts";
import { presentLead } from "#lib/leads/present.ts";
import { presentSale } from "#lib/sales/present.ts";
import type { search } from "./queries.ts";
import type { SearchJson } from "./schema.ts";

export function presentSearch(found: Awaited<ReturnType<typeof search>>): z.infer<typeof SearchJson> {
  return {
    leads: found.leads.map(presentLead),
    sales: found.sales.map(presentSale),
    appeals: found.appeals.map((appeal) => presentAppeal(appeal)),
  };
}
