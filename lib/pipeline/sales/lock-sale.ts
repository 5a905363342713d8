import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sales } from "#db/schema/sales.ts";
import { assertVersion } from "#lib/core/assert-version.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { presentSale } from "./present.ts";
import { getSale, type SaleRow } from "./queries.ts";

/**
 * The sale, locked until the transaction ends.
 * @throws NotFound
 * @throws StaleVersion when a version is expected and another caller changed the sale since
 */
export async function lockSale(tx: Tx, ctx: Ctx, saleId: number, expectedVersion?: number): Promise<SaleRow> {
  await tx.execute(sql`select from ${sales} where ${sales.id} = ${saleId} for update`);
  const sale = await getSale(tx, ctx, saleId);
  assertVersion(sale, expectedVersion, presentSale);
  return sale;
}
