import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { leadChange } from "./build-lead-change.ts";
import { byColumn, fieldSpec, type LeadField, leadFields } from "./fields.ts";
import { lockLead } from "./lock-lead.ts";
import { getLead, type LeadRow } from "./queries.ts";
import { readEmail, readPhoneIn } from "./read-contact.ts";
import { UpdateLeadInput } from "./schema.ts";

/**
 * Changes fields of a lead; fields that are left out stay.
 * @throws StaleVersion when a version is given and another caller changed the lead since
 */
export async function updateLead(ctx: Ctx, leadId: number, raw: UpdateLeadInput): Promise<LeadRow> {
  authorize(ctx, "lead:update");
  const { version, ...changes } = UpdateLeadInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId, version);
    await tx
      .update(leads)
      .set({
        ...(byColumn(leadFields(), (field) => toStored(field, changes[field])) as Partial<LeadRow>),
        // After the fields, because it has phone and e-mail as they were read.
        ...(await readContact(tx, before, changes)),
        updatedAt: sql`now()`,
        version: sql`${leads.version} + 1`,
      })
      .where(eq(leads.id, leadId));
    const after = await getLead(tx, ctx, leadId);
    record(tx, ctx, "lead.updated", await leadChange(tx, before, after));
    return after;
  });
}

/** A number that is sent back unchanged keeps its original spelling. */
async function readContact(tx: Tx, before: LeadRow, { phone, email }: UpdateLeadInput) {
  const isSent = phone !== undefined && (phone !== before.phone || before.phoneIsRaw);
  return {
    ...(isSent && (await readPhoneIn(tx, phone))),
    ...(email !== undefined && readEmail(email)),
  };
}

/** Distinguishes an emptied field (null) from one that is left out (undefined). */
function toStored(field: LeadField, value: string | null | undefined): string | Date | null | undefined {
  if (value === undefined || value === null || fieldSpec(field).schema !== "instant") return value;
  return new Date(value);
}
