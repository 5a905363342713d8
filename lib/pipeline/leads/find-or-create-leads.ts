import { asc, sql } from "drizzle-orm";
import { prepareOnce, queryOnce, type Tx } from "#db/client.ts";
import { columnsOf } from "#db/columns-of.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { leadColumns } from "./queries.ts";
import type { Contact } from "./read-contact.ts";

/**
 * A client as their enquiries describe them. `messageCount` is the number of messages in these enquiries, all unread.
 */
export type Client = Contact & { externalId: string; sourceId: number; messageCount: number };

/** A client's lead, locked, with the operator who answered it in the last 30 days and those who answer it now. */
export type ClientLead = Awaited<ReturnType<typeof lockByExternalId>>[number] & { isNew: boolean };

/**
 * The leads of these clients, by their external ids; missing ones are created. Concurrent requests for the same new
 * client create one lead. The caller records the events.
 * @param clients each external id once
 * @returns undefined when a lead was renewed while its lock was awaited, so that the external id now belongs to its
 * successor. The caller must release its locks and start again, because the successor may precede locked rows in the
 * order of locks
 */
export async function findOrCreateLeads(
  tx: Tx,
  ctx: Ctx,
  clients: Client[],
): Promise<Map<string, ClientLead> | undefined> {
  // Sent together. The second statement runs after the first, and sees what others committed meanwhile.
  const [made, rows] = await Promise.all([
    insertMissing(tx, ctx, clients),
    lockByExternalId(
      tx,
      clients.map(({ externalId }) => externalId),
    ),
  ]);
  const newIds = new Set(made.map(({ id }) => Number(id)));
  const found = new Map(rows.map((row) => [row.externalId ?? "", { ...row, isNew: newIds.has(row.id) }]));
  return found.size === clients.length ? found : undefined;
}

// Rows are always inserted in the same order, or two requests with the same clients could deadlock.
function insertMissing(tx: Tx, ctx: Ctx, clients: Client[]): Promise<{ id: string }[]> {
  return queryOnce<{ id: string }>(
    tx,
    `insert into leads (workspace_id, rank, external_id, source_id, name, phone, phone_written, phone_is_raw, email,
       email_is_raw, message_count, unread_count)
     select $1, $2, client.*, client.message_count
     from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::text[], $10::boolean[], $11::int[])
       as client (external_id, source_id, name, phone, phone_written, phone_is_raw, email, email_is_raw, message_count)
     order by client.external_id
     on conflict (workspace_id, external_id) do nothing
     returning id`,
    [
      ctx.workspaceId,
      rankAtTop(clock.now()),
      ...columnsOf(clients, [
        "externalId",
        "sourceId",
        "name",
        "phone",
        "phoneWritten",
        "phoneIsRaw",
        "email",
        "emailIsRaw",
        "messageCount",
      ]),
    ],
  );
}

function lockByExternalId(tx: Tx, externalIds: string[]) {
  return prepareOnce(tx, "lock_leads_by_external_id", (db, name) =>
    db
      .select({
        ...leadColumns,
        sourceDepartmentId: sql<number | null>`(
          select sources.department_id from sources
          where sources.workspace_id = leads.workspace_id and sources.id = leads.source_id)`.mapWith(
          sources.departmentId,
        ),
        // Qualified by hand, because a select from one table omits its name, and `id` would refer to the appeal.
        knownOperatorId: sql<number | null>`(
          select appeals.operator_id from appeals
          where appeals.workspace_id = leads.workspace_id and appeals.lead_id = leads.id
            and appeals.operator_id is not null and appeals.assigned_at > now() - interval '30 days'
          order by appeals.assigned_at desc limit 1)`.mapWith(appeals.operatorId),
        answeringOperatorIds: sql`array(
          select appeals.operator_id from appeals
          where appeals.workspace_id = leads.workspace_id and appeals.lead_id = leads.id
            and appeals.status = 'active')`.mapWith((ids: string[]) => ids.map(Number)),
      })
      .from(leads)
      .where(sql`${leads.externalId} = any(${sql.placeholder("externalIds")}::text[])`)
      .orderBy(asc(leads.id))
      .for("no key update", { of: leads })
      .prepare(name),
  ).execute({ externalIds });
}
