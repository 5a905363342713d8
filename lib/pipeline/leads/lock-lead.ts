import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { assertVersion } from "#lib/core/assert-version.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { presentLead } from "./present.ts";
import { getLead, type LeadRow } from "./queries.ts";

/**
 * The lead, locked until the transaction ends, so that moves, transfers and edits of it are serialized.
 * @throws NotFound
 * @throws StaleVersion when a version is expected and another caller changed the lead since
 */
export async function lockLead(tx: Tx, ctx: Ctx, leadId: number, expectedVersion?: number): Promise<LeadRow> {
  await tx.execute(sql`select from ${leads} where ${leads.id} = ${leadId} for update`);
  const lead = await getLead(tx, ctx, leadId);
  assertVersion(lead, expectedVersion, presentLead);
  return lead;
}
