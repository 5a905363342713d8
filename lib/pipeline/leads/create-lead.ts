import { eq, sql } from "drizzle-orm";
import { placeholders, prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { authorize, canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, Forbidden, invalidField } from "#lib/core/errors.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { activeOperatorOrNull, assigneeName } from "#lib/workspace/team/queries.ts";
import { byColumn, clientFields, columnOf } from "./fields.ts";
import { matchContact } from "./find-duplicates.ts";
import { type LeadRow, leadColumns, listLeadIds } from "./queries.ts";
import { type Contact, readEmail, readPhoneIn } from "./read-contact.ts";
import { CreateLeadInput, type DuplicateJson } from "./schema.ts";

/** A new lead, with leads that may belong to the same client. */
export type CreatedLead = LeadRow & { possibleDuplicates: DuplicateJson[] };

/**
 * Creates a lead at the top of `new`. An operator who creates a lead owns it, if they are active.
 * @throws InvalidInput for an unknown source or owner, or an owner who is not active
 * @throws Conflict when the external id is taken, with `lead_id` if the caller may see that lead
 */
export async function createLead(ctx: Ctx, raw: CreateLeadInput): Promise<CreatedLead> {
  authorize(ctx, "lead:create");
  const input = CreateLeadInput.parse(raw);
  const own = ownerOf(ctx, input);
  return transact(ctx, async (tx) => {
    const ownerId = input.owner_id ?? (await activeOperatorOrNull(tx, own));
    const { name = null, phone = null, email = null } = input;
    const contact = { name, ...(await readPhoneIn(tx, phone)), ...readEmail(email) };
    // Sent together. The insert looks up the source by itself and fails when there is none, so the errors of the
    // look-ups are reported first.
    const finding = findSource(tx, input.source);
    const naming = nameOfOwner(tx, ownerId);
    // Before the insert, or the lead would match itself.
    const matching = matchContact(tx, ctx, contact);
    const inserting = insertLead(tx, ctx, input, contact, ownerId);
    await Promise.allSettled([finding, naming, matching, inserting]);
    const [source, ownerName, lead] = [await finding, await naming, await inserting];
    const row = {
      ...lead,
      source: source.code,
      sourceDepartmentId: source.departmentId,
      staleDays: null,
      ownerName,
      saleId: null,
      possibleDuplicates: await matching,
    };
    record(tx, ctx, "lead.created", {
      after: lead,
      ownerIds: [ownerId],
      departmentId: source.departmentId,
    });
    return row;
  });
}

/**
 * The owner of a new lead: the one in the request, or the operator who creates it.
 * @throws Forbidden for an operator who names one
 */
function ownerOf(ctx: Ctx, input: CreateLeadInput): number | null {
  if (canSeeWholeWorkspace(ctx)) return null;
  const { operatorId } = operatorOf(ctx);
  if (input.owner_id && input.owner_id !== operatorId)
    throw new Forbidden("An operator creates leads for itself only");
  return operatorId || null;
}

async function nameOfOwner(tx: Tx, ownerId: number | null): Promise<string | null> {
  return ownerId === null ? null : assigneeName(tx, ownerId, "/owner_id");
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
  ...clientFields().map(columnOf),
  "phoneWritten",
  "phoneIsRaw",
  "emailIsRaw",
  "rank",
  "ownerId",
);

async function insertLead(
  tx: Tx,
  ctx: Ctx,
  input: CreateLeadInput,
  contact: Contact,
  ownerId: number | null,
) {
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
    ...byColumn(clientFields(), (field) => input[field] ?? null),
    // After the fields, because it has phone and e-mail as they were read.
    ...contact,
    source: input.source,
    rank: rankAtTop(clock.now()),
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
