import { sql } from "drizzle-orm";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { read } from "#lib/core/transact.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { undoLeadMove } from "#lib/pipeline/leads/undo-lead-move.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { undoSaleMove } from "#lib/pipeline/sales/undo-sale-move.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";

type Card = { id: number; stage: string; saleId: number | null; saleStage: string | null };

const CURRENCIES = ["UAH", "USD", "EUR"];
const REASONS = ["no_budget", "no_response", "Not now"];

const oneOf = <Value>(values: readonly Value[]): Value | undefined =>
  values[Math.floor(Math.random() * values.length)];

/** Makes one or two random changes to one of these leads or its sale, through the verbs. Refused ones are ignored. */
export async function changeAtRandom(ctx: Ctx, leadIds: number[], ownerIds: number[]): Promise<void> {
  const card = await read(ctx, async (tx) => {
    const { rows } = await tx.execute<Card>(sql`
      select leads.id::int as id, leads.stage, sales.id::int as "saleId", sales.stage as "saleStage"
      from leads left join sales on sales.lead_id = leads.id where leads.id = ${oneOf(leadIds)}`);
    return rows[0];
  });
  if (!card) return;
  try {
    if (Math.random() < 0.1) await addMessages(ctx, card.id, { text: "Добрий день!", direction: "out" });
    await (card.saleId === null
      ? changeLead(ctx, card, ownerIds)
      : changeSale(ctx, card.saleId, card, ownerIds));
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
  }
}

async function changeLead(ctx: Ctx, { id, stage }: Card, ownerIds: number[]): Promise<unknown> {
  const chance = Math.random();
  if (chance < 0.2) return undoLeadMove(ctx, id);
  if (chance < 0.35) return assignLead(ctx, id, { operator_id: oneOf([...ownerIds, null]) ?? null });
  if (chance < 0.45) return moveLead(ctx, id, { stage: "lost", lost_reason: oneOf(REASONS) ?? "" });
  if (stage === "qualified")
    return transferLead(ctx, id, {
      amount: chance < 0.6 ? null : Math.floor(chance * 1000),
      currency: oneOf(CURRENCIES),
    });
  return moveLead(ctx, id, { stage: stage === "new" ? "contacted" : "qualified" });
}

async function changeSale(
  ctx: Ctx,
  saleId: number,
  { saleStage }: Card,
  ownerIds: number[],
): Promise<unknown> {
  const chance = Math.random();
  if (chance < 0.2) return undoSaleMove(ctx, saleId);
  if (chance < 0.35)
    return updateSale(ctx, saleId, {
      owner_id: oneOf(ownerIds) ?? null,
      amount: Math.floor(chance * 1000),
      currency: oneOf(CURRENCIES),
    });
  if (chance < 0.45) return moveSale(ctx, saleId, { stage: "lost", lost_reason: oneOf(REASONS) ?? "" });
  const next = saleStage === "new" ? "kyc" : saleStage === "kyc" ? "agreement" : "paid";
  return moveSale(ctx, saleId, { stage: next });
}
