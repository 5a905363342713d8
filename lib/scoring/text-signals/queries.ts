import { desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { messages } from "#db/schema/messages.ts";
import { type Line, MAX_READ } from "./schema.ts";

/** The newest messages of a lead, the newest first, long ones cut. The caller has checked that it is visible. */
export function listNewestLines(tx: Tx, leadId: number): Promise<Line[]> {
  return tx
    .select({
      direction: messages.direction,
      text: sql<string>`left(${messages.text}, ${MAX_READ.characters})`,
    })
    .from(messages)
    .where(eq(messages.leadId, leadId))
    .orderBy(desc(messages.id))
    .limit(MAX_READ.messages);
}
