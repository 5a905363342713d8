import type { Tx } from "#db/client.ts";
import { sales } from "#db/schema/sales.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { record } from "#lib/core/record.ts";
import { historyOf } from "./build-sale-change.ts";
import { getSale, type SaleRow } from "./queries.ts";

type NewSale = {
  leadId: number;
  ownerId: number | null;
  departmentId: number | null;
  amount: number | null;
  currency: string;
};

/** Creates the one sale of a lead. Only the transfer calls it, in its transaction and under its lock. */
export async function createSale(tx: Tx, ctx: Ctx, { departmentId, ...sale }: NewSale): Promise<SaleRow> {
  const [inserted] = await tx
    .insert(sales)
    .values({ workspaceId: ctx.workspaceId, rank: rankAtTop(clock.now()), ...sale })
    .returning({ id: sales.id });
  if (!inserted) throw new Error("An inserted sale returned no row");
  const row = await getSale(tx, ctx, inserted.id);
  record(tx, ctx, "sale.created", { after: historyOf(row), ownerIds: [sale.ownerId], departmentId });
  return row;
}
