import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { filterShape } from "./filter-leads.ts";
import { itsSource } from "./queries.ts";
import { type Contact, readEmail, readPhoneIn } from "./read-contact.ts";
import { type DuplicateJson, FindDuplicatesInput } from "./schema.ts";

/** The newest leads listed for each of phone and e-mail. A longer list would not help to choose. */
const MAX_DUPLICATES = 5;

/** The leads that the caller may see and that have this phone or this e-mail, those with the phone first. */
export async function findDuplicates(ctx: Ctx, raw: FindDuplicatesInput): Promise<DuplicateJson[]> {
  authorize(ctx, "lead:create");
  const { phone = null, email = null } = FindDuplicatesInput.parse(raw);
  return read(ctx, async (tx) =>
    matchContact(tx, ctx, { ...(await readPhoneIn(tx, phone)), ...readEmail(email) }),
  );
}

/**
 * The same for a contact as leads store it. A phone or e-mail that could not be parsed, such as `-`, does not
 * identify a client and is not compared.
 */
export async function matchContact(
  tx: Tx,
  ctx: Ctx,
  { phone, phoneIsRaw, email, emailIsRaw }: Omit<Contact, "name" | "phoneWritten">,
): Promise<DuplicateJson[]> {
  const [byPhone, byEmail] = await Promise.all([
    matchField(tx, ctx, "phone", phoneIsRaw ? null : phone),
    matchField(tx, ctx, "email", emailIsRaw ? null : email),
  ]);
  const known = new Set(byPhone.map(({ id }) => id));
  return [...byPhone, ...byEmail.filter(({ id }) => !known.has(id))];
}

/** Of a client whose lead was renewed, only the last lead is listed. */
async function matchField(
  tx: Tx,
  ctx: Ctx,
  field: DuplicateJson["matched_by"],
  value: string | null,
): Promise<DuplicateJson[]> {
  if (value === null) return [];
  const found = await prepareOnce(tx, `duplicates|${field}|${filterShape(ctx, {})}`, (db, name) =>
    db
      .select({ id: leads.id, name: leads.name })
      .from(leads)
      .innerJoin(sources, itsSource)
      .where(and(eq(leads[field], sql.placeholder("value")), isNull(leads.successorId), visibleLeads(ctx)))
      .orderBy(desc(leads.id))
      .limit(MAX_DUPLICATES)
      .prepare(name),
  ).execute({ value });
  return found.map((lead) => ({ ...lead, matched_by: field }));
}
