import { and, desc, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { visibleAppeals } from "#lib/appeals/access.ts";
import { selectAppeals } from "#lib/appeals/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { visibleLeads } from "#lib/leads/access.ts";
import { findLeadIds, selectLeads } from "#lib/leads/queries.ts";
import { visibleSales } from "#lib/sales/access.ts";
import { selectSales } from "#lib/sales/queries.ts";
import { RESULTS_PER_KIND } from "./schema.ts";

/** A few leads, sales and appeals, open ones first, whose lead's name, phone, e-mail, external id or domain has the words in it. */
export async function search(tx: Tx, ctx: Ctx, words: string) {
  const ids = await findLeadIds(tx, words);
  // One value however many there are, so that the statement stays the same.
  const isFound = sql`${leads.id} = any(${`{${ids.join()}}`}::bigint[])`;
  const [foundLeads, foundSales, foundAppeals] = await Promise.all([
    selectLeads(tx)
      .where(and(isFound, visibleLeads(ctx)))
      .orderBy(desc(leads.id))
      .limit(RESULTS_PER_KIND),
    selectSales(tx)
      .where(and(isFound, visibleSales(ctx)))
      .orderBy(desc(sales.id))
      .limit(RESULTS_PER_KIND),
    selectAppeals(tx)
      .where(and(isFound, visibleAppeals(ctx)))
      .orderBy(sql`${appeals.status} = 'closed'`, desc(appeals.id))
      .limit(RESULTS_PER_KIND),
  ]);
  return { leads: foundLeads, sales: foundSales, appeals: foundAppeals };
}
