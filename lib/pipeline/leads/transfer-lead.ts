import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { createSale } from "#lib/pipeline/sales/create-sale.ts";
import type { SaleRow } from "#lib/pipeline/sales/queries.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { activeOperatorOrNull } from "#lib/workspace/team/queries.ts";
import { leadChange } from "./build-lead-change.ts";
import { lockLead } from "./lock-lead.ts";
import { presentLead } from "./present.ts";
import { getLead, type LeadRow } from "./queries.ts";
import { transferGates } from "./rules.ts";
import { TransferLeadInput } from "./schema.ts";

/**
 * Transfers a qualified lead to sales: the lead becomes `transferred` and its one sale is created, in one
 * transaction. The owner of the lead owns the sale, if they are active.
 * @throws RuleViolation naming every gate that the lead fails
 */
export async function transferLead(ctx: Ctx, leadId: number, raw: TransferLeadInput): Promise<SaleRow> {
  authorize(ctx, "lead:transfer");
  const input = TransferLeadInput.parse(raw);
  return transact(ctx, async (tx) =>
    transferLocked(tx, ctx, await lockLead(tx, ctx, leadId, input.version), input),
  );
}

/** The same for a lead that the caller's transaction has locked. */
export async function transferLocked(
  tx: Tx,
  ctx: Ctx,
  lead: LeadRow,
  input: TransferLeadInput,
): Promise<SaleRow> {
  const settings = await getSettings(tx);
  const gates = transferGates(presentLead(lead), settings.minTransferScore);
  if (gates.length > 0) {
    throw new RuleViolation(
      "transfer_refused",
      `The lead cannot be transferred: ${gates.map((gate) => gate.detail).join("; ")}`,
      gates,
    );
  }
  await tx
    .update(leads)
    .set({
      stage: "transferred",
      rank: rankAtTop(clock.now()),
      stageChangedAt: sql`now()`,
      updatedAt: sql`now()`,
      version: sql`${leads.version} + 1`,
    })
    .where(eq(leads.id, lead.id));
  const sale = await createSale(tx, ctx, {
    leadId: lead.id,
    ownerId: await activeOperatorOrNull(tx, lead.ownerId),
    departmentId: lead.sourceDepartmentId,
    amount: input.amount ?? null,
    currency: input.currency ?? settings.currency,
  });
  record(tx, ctx, "lead.transferred", await leadChange(tx, lead, await getLead(tx, ctx, lead.id)));
  return sale;
}
