import { and, desc, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { isFoundFor, visibleLeads } from "#lib/auth/visible-leads.ts";
import { visibleAppeals } from "#lib/conversations/appeals/access.ts";
import { selectAppeals, withoutUnseenLeads } from "#lib/conversations/appeals/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { filterShape } from "#lib/pipeline/leads/filter-leads.ts";
import { findLeadIds, selectLeads } from "#lib/pipeline/leads/queries.ts";
import { visibleSales } from "#lib/pipeline/sales/access.ts";
import { selectSales } from "#lib/pipeline/sales/queries.ts";
import { RESULTS_PER_KIND } from "./schema.ts";

/** Matches that are enough to fill every kind of result for a caller who sees the whole workspace. */
const MAX_MATCHES = 100;

// An array is one parameter, so all callers with the same visibility share one prepared statement.
const isFound = sql`${leads.id} = any(${sql.placeholder("ids")}::bigint[])`;

/** A few leads, sales and appeals, open ones first, whose lead's name, phone, e-mail, external id or domain has the words in it. */
export async function search(tx: Tx, ctx: Ctx, words: string) {
  const ids = await findLeadIds(tx, words, canSeeWholeWorkspace(ctx) ? MAX_MATCHES : undefined);
  const given = sql.placeholder("words");
  const eyes = filterShape(ctx, {});
  const queries = [
    prepareOnce(tx, `found leads|${eyes}`, (db, name) =>
      selectLeads(db)
        .where(and(isFound, visibleLeads(ctx)))
        .orderBy(desc(leads.id))
        .limit(RESULTS_PER_KIND)
        .prepare(name),
    ).execute({ ids }),
    prepareOnce(tx, `found sales|${eyes}`, (db, name) =>
      selectSales(db)
        .where(
          and(isFound, isFoundFor(db, ctx, given, [leads.name, leads.businessDomain]), visibleSales(ctx)),
        )
        .orderBy(desc(sales.id))
        .limit(RESULTS_PER_KIND)
        .prepare(name),
    ).execute({ ids, words }),
    prepareOnce(tx, `found appeals|${eyes}`, (db, name) =>
      selectAppeals(db)
        .where(and(isFound, isFoundFor(db, ctx, given, [leads.name, leads.externalId]), visibleAppeals(ctx)))
        .orderBy(sql`${appeals.status} = 'closed'`, desc(appeals.id))
        .limit(RESULTS_PER_KIND)
        .prepare(name),
    ).execute({ ids, words }),
  ] as const;
  const [foundLeads, foundSales, foundAppeals] = await Promise.all(queries);
  const shownAppeals = await withoutUnseenLeads(tx, ctx, foundAppeals);
  return { leads: foundLeads, sales: foundSales, appeals: shownAppeals };
}
