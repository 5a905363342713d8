import { eq, sql } from "drizzle-orm";
import { placeholders, prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { authorize, seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, Forbidden, invalidField } from "#lib/core/errors.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { operatorName } from "#lib/team/queries.ts";
import { type LeadRow, leadColumns, listLeadIds } from "./queries.ts";
import { CreateLeadInput } from "./schema.ts";

/**
 * Makes a lead at the top of `new`. One made by an operator belongs to that operator.
 * @throws InvalidInput for an unknown source or owner
 * @throws Conflict when the external id is taken, with `lead_id` if the caller may see that lead
 */
export async function createLead(ctx: Ctx, raw: CreateLeadInput): Promise<LeadRow> {
  authorize(ctx, "lead:create");
  const input = CreateLeadInput.parse(raw);
  const ownerId = ownerFor(ctx, input);
  return transact(ctx, async (tx) => {
    // In one flight: the insert looks its source up by itself, and fails where these find nothing.
    const [source, ownerName, lead] = await Promise.all([
      findSource(tx, input.source),
      ownerId === null ? null : operatorName(tx, ownerId, "/owner_id"),
      insertLead(tx, ctx, input, ownerId),
    ]);
    const row = {
      ...lead,
      source: source.code,
      sourceDepartmentId: source.departmentId,
      staleDays: null,
      ownerName,
      saleId: null,
    };
    record(tx, ctx, "lead.created", {
      after: lead,
      ownerIds: [ownerId],
      departmentId: source.departmentId,
    });
    return row;
  });
}

function ownerFor(ctx: Ctx, input: CreateLeadInput): number | null {
  if (seesWholeWorkspace(ctx)) return input.owner_id ?? null;
  const { operatorId } = operatorOf(ctx);
  if (input.owner_id && input.owner_id !== operatorId)
    throw new Forbidden("An operator creates leads for itself only");
  return operatorId || null;
}

async function findSource(tx: Tx, code: string) {
  const [source] = await prepareOnce(tx, "source_by_code", (db, name) =>
    db
      .select({ code: sources.code, departmentId: sources.departmentId })
      .from(sources)
      .where(eq(sources.code, sql.placeholder("code")))
      .prepare(name),
  ).execute({ code });
  if (!source) throw invalidField("/source", "There is no source with this code", "unknown_source");
  return source;
}

const leadValues = placeholders(
  "workspaceId",
  "externalId",
  "name",
  "phone",
  "email",
  "rank",
  "businessDomain",
  "country",
  "language",
  "segment",
  "ownerId",
);

async function insertLead(tx: Tx, ctx: Ctx, input: CreateLeadInput, ownerId: number | null) {
  const [lead] = await prepareOnce(tx, "insert_lead", (db, name) =>
    db
      .insert(leads)
      .values({
        ...leadValues,
        sourceId: sql`(select ${sources.id} from ${sources} where ${sources.code} = ${sql.placeholder("source")})`,
      })
      .onConflictDoNothing({ target: [leads.workspaceId, leads.externalId] })
      .returning(leadColumns)
      .prepare(name),
  ).execute({
    workspaceId: ctx.workspaceId,
    externalId: input.external_id ?? null,
    name: input.name ?? null,
    phone: input.phone ?? null,
    email: input.email ?? null,
    source: input.source,
    rank: rankAtTop(clock.now()),
    businessDomain: input.business_domain ?? null,
    country: input.country ?? null,
    language: input.language ?? null,
    segment: input.segment ?? null,
    ownerId,
  });
  if (lead) return lead;
  const [takenId] = await listLeadIds(tx, ctx, { external_id: input.external_id ?? "" }, 1);
  throw new Conflict(
    "external_id_taken",
    "A lead with this external_id exists",
    takenId === undefined ? {} : { lead_id: takenId },
  );
}
