import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { InvalidInput, invalidField, type Problem } from "#lib/core/errors.ts";
import { listLeadIds, visibleOf } from "#lib/pipeline/leads/queries.ts";
import { type LeftOut, whyLeftOut } from "./rules.ts";
import { type BulkChange, MAX_BULK_LEADS, type StartBulkJobInput } from "./schema.ts";

/** Unknown ids that are listed in a refusal. */
const MAX_NAMED = 50;

/**
 * The leads of a request, each once: those it names, or all that match its filter now.
 * @throws InvalidInput for no lead, too many, or an unknown id
 */
export function chooseLeads(
  tx: Tx,
  ctx: Ctx,
  { ids, filter }: Pick<StartBulkJobInput, "ids" | "filter">,
): Promise<number[]> {
  return ids ? named(tx, ctx, ids) : matching(tx, ctx, filter ?? {});
}

async function named(tx: Tx, ctx: Ctx, ids: number[]): Promise<number[]> {
  const distinct = [...new Set(ids)];
  const visible = await visibleOf(tx, ctx, distinct);
  const unknown = ids.flatMap((id, place): Problem[] =>
    visible.has(id)
      ? []
      : [{ code: "unknown_lead", detail: "There is no lead with this id", pointer: `/ids/${place}` }],
  );
  if (unknown.length > 0) throw new InvalidInput(unknown.slice(0, MAX_NAMED));
  return distinct;
}

async function matching(tx: Tx, ctx: Ctx, filter: NonNullable<StartBulkJobInput["filter"]>) {
  const ids = await listLeadIds(tx, ctx, filter, MAX_BULK_LEADS + 1);
  if (ids.length === 0) throw invalidField("/filter", "No lead matches", "nothing_matches");
  if (ids.length > MAX_BULK_LEADS)
    throw invalidField("/filter", `More than ${MAX_BULK_LEADS} leads match`, "too_many_match");
  return ids;
}

/** A hash of the set of leads, independent of their order. */
export const fingerprintOf = (leadIds: readonly number[]): string =>
  createHash("sha256")
    .update([...leadIds].sort((one, other) => one - other).join())
    .digest("hex");

/**
 * Splits the leads into those that a change applies to, in their order, and those that it leaves out, counted by
 * reason.
 */
export async function splitApplicable(
  tx: Tx,
  change: BulkChange,
  leadIds: number[],
): Promise<{ applicable: number[]; leftOut: Record<LeftOut, number> }> {
  const rows = await tx
    .select({ id: leads.id, stage: leads.stage, ownerId: leads.ownerId })
    .from(leads)
    .where(sql`${leads.id} = any (${sql.param(leadIds)}::bigint[])`);
  const leftOut: Record<LeftOut, number> = { already_there: 0, final: 0, wrong_stage: 0 };
  const applicable = new Set<number>();
  for (const lead of rows) {
    const reason = whyLeftOut(change, lead);
    if (reason) leftOut[reason] += 1;
    else applicable.add(lead.id);
  }
  return { applicable: leadIds.filter((id) => applicable.has(id)), leftOut };
}
