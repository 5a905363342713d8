import { and, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { isVisibleLead } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { MAX_SEARCH_HITS } from "#lib/core/limits.ts";
import { applySlice, ifGiven, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import { visibleAppeals } from "./access.ts";
import { itsLead, itsSource } from "./queries.ts";
import type { CLIENT_SORTS, ListClientsQuery } from "./schema.ts";

/** A lead that has appeals. */
export type ClientRow = Awaited<ReturnType<typeof selectClients>>[number];

function selectClients(tx: Tx) {
  return tx
    .select({
      id: leads.id,
      externalId: leads.externalId,
      name: leads.name,
      phone: leads.phone,
      email: leads.email,
      appealsCount: sql<number>`count(*)::int`.as("appeals_count"),
    })
    .from(leads)
    .innerJoin(appeals, itsLead)
    .innerJoin(sources, itsSource)
    .groupBy(leads.workspaceId, leads.id)
    .$dynamic();
}

const CLIENTS: Listing<ClientRow, (typeof CLIENT_SORTS)[number]> = {
  sorts: {
    created_at: { column: leads.id, of: ({ id }) => id },
    name: { column: leads.name, of: ({ name }) => name },
  },
  defaultSort: "-created_at",
  idColumn: leads.id,
  find: (tx, slice) => applySlice(selectClients(tx), slice),
};

/** Visible leads that have appeals, with their number; the newest first unless sorted otherwise. */
export function listClients(
  tx: Tx,
  ctx: Ctx,
  { q, ...page }: Pick<ListClientsQuery, "limit"> & Partial<ListClientsQuery>,
): Promise<Page<ClientRow>> {
  const where = and(
    visibleAppeals(ctx),
    isVisibleLead(tx, ctx),
    ifGiven(q, (words) => sql`${leads.id} in (select find_leads(${words}, ${MAX_SEARCH_HITS}))`),
  );
  return listRows(tx, CLIENTS, where, page);
}
