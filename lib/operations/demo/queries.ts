import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";

/** Whether the workspace has demo data. */
export async function hasDemo(tx: Tx): Promise<boolean> {
  const rows = await tx.select({ id: leads.id }).from(leads).where(eq(leads.isDemo, true)).limit(1);
  return rows.length > 0;
}
