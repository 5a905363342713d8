import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { sales } from "#db/schema/sales.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import { saleChange } from "./build-sale-change.ts";
import { getSale, type SaleRow } from "./queries.ts";

type Changes = PgUpdateSetSource<typeof sales>;

/** How the change of a sale is recorded; `undoesId` is the event that it undoes. */
type Recorded = { type: EventType; undoesId?: number };

/**
 * Writes changes to a locked sale under a new version, and records them.
 * @param before the sale as it was locked
 * @returns the sale as it is now
 */
export async function storeSale(
  tx: Tx,
  ctx: Ctx,
  before: SaleRow,
  changes: Changes,
  { type, ...undo }: Recorded,
): Promise<SaleRow> {
  await tx
    .update(sales)
    .set({ ...changes, updatedAt: sql`now()`, version: sql`${sales.version} + 1` })
    .where(eq(sales.id, before.id));
  const after = await getSale(tx, ctx, before.id);
  record(tx, ctx, type, { ...saleChange(before, after), ...undo });
  return after;
}
