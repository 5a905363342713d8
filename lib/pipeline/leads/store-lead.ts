import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import { leadChange } from "./build-lead-change.ts";
import { getLead, type LeadRow } from "./queries.ts";

type Changes = PgUpdateSetSource<typeof leads>;

/** How the change of a lead is recorded; `undoesId` is the event that it undoes. */
type Recorded = { type: EventType; undoesId?: number };

/**
 * Writes changes to a locked lead under a new version, and records them.
 * @param before the lead as it was locked
 * @returns the lead as it is now
 */
export async function storeLead(
  tx: Tx,
  ctx: Ctx,
  before: LeadRow,
  changes: Changes,
  { type, ...undo }: Recorded,
): Promise<LeadRow> {
  await tx
    .update(leads)
    .set({ ...changes, updatedAt: sql`now()`, version: sql`${leads.version} + 1` })
    .where(eq(leads.id, before.id));
  const after = await getLead(tx, ctx, before.id);
  record(tx, ctx, type, { ...(await leadChange(tx, before, after)), ...undo });
  return after;
}
