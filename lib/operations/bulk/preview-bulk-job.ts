import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { chooseLeads, fingerprintOf, splitApplicable } from "./choose-leads.ts";
import { BulkChange, type BulkPreviewJson, StartBulkJobInput } from "./schema.ts";

/**
 * Counts the leads that a bulk job would change now, and those it would leave out with `only_applicable`.
 * @throws InvalidInput for no lead, too many, or an unknown id
 */
export async function previewBulkJob(ctx: Ctx, raw: StartBulkJobInput): Promise<BulkPreviewJson> {
  authorize(ctx, "lead:bulk");
  const input = StartBulkJobInput.parse(raw);
  return read(ctx, async (tx) => {
    const chosen = await chooseLeads(tx, ctx, input);
    const { applicable, leftOut } = await splitApplicable(tx, BulkChange.parse(input), chosen);
    return {
      total: chosen.length,
      applicable: applicable.length,
      fingerprint: fingerprintOf(input.only_applicable ? applicable : chosen),
      left_out: leftOut,
    };
  });
}
