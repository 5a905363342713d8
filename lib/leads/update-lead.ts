import { eq, sql } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { getLead, type LeadRow, lockLead } from "./queries.ts";
import { recordLead } from "./record-lead.ts";
import { UpdateLeadInput } from "./schema.ts";

/**
 * Changes contact fields, domain or next step; what is left out stays.
 * @throws StaleVersion when a version is given and somebody changed the lead since
 */
export async function updateLead(ctx: Ctx, leadId: number, raw: UpdateLeadInput): Promise<LeadRow> {
  authorize(ctx, "lead:update");
  const { version, ...changes } = UpdateLeadInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId, version);
    await tx
      .update(leads)
      .set({
        name: changes.name,
        phone: changes.phone,
        email: changes.email,
        businessDomain: changes.business_domain,
        country: changes.country,
        language: changes.language,
        segment: changes.segment,
        nextStep: changes.next_step,
        nextStepAt: toDate(changes.next_step_at),
        updatedAt: sql`now()`,
        version: sql`${leads.version} + 1`,
      })
      .where(eq(leads.id, leadId));
    const after = await getLead(tx, ctx, leadId);
    await recordLead(tx, ctx, "lead.updated", before, after);
    return after;
  });
}

/** Keeps apart what is emptied (null) from what is left out (undefined). */
function toDate(value: string | null | undefined): Date | null | undefined {
  if (value === undefined || value === null) return value;
  return new Date(value);
}
