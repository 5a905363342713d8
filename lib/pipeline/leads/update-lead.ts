import type { Tx } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { byColumn, fieldSpec, type LeadField, leadFields } from "./fields.ts";
import { lockLead } from "./lock-lead.ts";
import type { LeadRow } from "./queries.ts";
import { readEmail, readPhoneIn } from "./read-contact.ts";
import { UpdateLeadInput } from "./schema.ts";
import { storeLead } from "./store-lead.ts";

/**
 * Changes fields of a lead; fields that are left out stay.
 * @throws StaleVersion when a version is given and another caller changed the lead since
 */
export async function updateLead(ctx: Ctx, leadId: number, raw: UpdateLeadInput): Promise<LeadRow> {
  authorize(ctx, "lead:update");
  const { version, ...changes } = UpdateLeadInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId, version);
    const values = {
      ...(byColumn(leadFields(), (field) => toStored(field, changes[field])) as Partial<LeadRow>),
      // After the fields, because it has phone and e-mail as they were read.
      ...(await readContact(tx, before, changes)),
    };
    return storeLead(tx, ctx, before, values, { type: "lead.updated" });
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
