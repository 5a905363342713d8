import type { z } from "zod";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import type { search } from "./queries.ts";
import type { SearchJson } from "./schema.ts";

export function presentSearch(found: Awaited<ReturnType<typeof search>>): z.infer<typeof SearchJson> {
  return {
    leads: presentEach(found.leads, presentLead),
    sales: presentEach(found.sales, presentSale),
    appeals: presentEach(found.appeals, (appeal) => presentAppeal(appeal)),
  };
}
