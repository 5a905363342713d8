import { sql } from "drizzle-orm";
import { type Tx, unawaitedIn } from "#db/client.ts";
import {
  listWeighted,
  lockSources,
  type SourceState,
  type WeightedOperator,
} from "#lib/conversations/distribution/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { canSeeLead } from "#lib/pipeline/leads/access.ts";
import { type Client, type ClientLead, findOrCreateLeads } from "#lib/pipeline/leads/find-or-create-leads.ts";
import { type Contact, mergeContact } from "#lib/pipeline/leads/read-contact.ts";
import { isRenewable, type Renewal, renewAllLocked } from "#lib/pipeline/leads/renew-lead.ts";
import type { EnquirySource } from "./find-sources.ts";
import type { CreateAppealInput } from "./schema.ts";

/** An enquiry and its caller. */
export type Enquiry = { ctx: Ctx; input: CreateAppealInput };

/** An enquiry with its source and the contact details in it. */
export type Placed = Enquiry & { source: EnquirySource; contact: Contact };

/** The same with its client's lead, locked, and whether the caller saw that lead before it was renewed for the client. */
export type Ready = Placed & { lead: ClientLead; isLeadSeen: boolean };

type Locked = { ready: Ready[]; weighted: WeightedOperator[] };

/**
 * Locks what the assignment of enquiries needs. Missing leads are created, and final ones are renewed in workspaces
 * with that setting. Statements are sent, and so rows are locked, always in this order: sources, leads, the appeals
 * of renewed leads, operators.
 * @param placed at least one. With several, the operators are locked as well
 */
export async function lockForEnquiries(
  tx: Tx,
  ctx: Ctx,
  placed: Placed[],
): Promise<Locked & { sources: SourceState[] }> {
  const sourceIds = [...new Set(placed.map(({ source }) => source.id))];
  const locking = lockSources(tx, sourceIds);
  // A single enquiry locks nothing after the lead of its client, so it never has to release locks.
  const canStartOver = placed.length > 1;
  for (;;) {
    const [sources, , locked] = await Promise.all([
      locking,
      canStartOver ? execute(tx, "savepoint before_leads") : undefined,
      lockOnce(tx, ctx, placed, sourceIds),
    ]);
    if (locked) {
      if (canStartOver) unawaitedIn(tx, execute(tx, "release savepoint before_leads"));
      return { sources, ...locked };
    }
    if (canStartOver) await execute(tx, "rollback to savepoint before_leads");
  }
}

const execute = (tx: Tx, statement: string): Promise<void> =>
  tx.execute(sql.raw(statement)).then(() => undefined);

/** @returns undefined when a lead was renewed while its lock was awaited */
async function lockOnce(
  tx: Tx,
  ctx: Ctx,
  placed: Placed[],
  sourceIds: number[],
): Promise<Locked | undefined> {
  const finding = findOrCreateLeads(tx, ctx, clientsOf(placed)).then(
    (found) => found && readyOf(placed, found),
  );
  const renewing = placed[0]?.source.renewFinalLeads
    ? await finding.then((found) => found && renewFinal(tx, found))
    : finding;
  const [ready, weighted] = await Promise.all([
    renewing,
    listWeighted(tx, sourceIds, { locked: placed.length > 1 }),
  ]);
  return ready && { ready, weighted };
}

function readyOf(placed: Placed[], leads: Map<string, ClientLead>): Ready[] {
  return placed.map((one) => {
    const lead = leads.get(one.input.lead_external_id);
    if (!lead) throw new Error("An enquiry has no lead");
    return { ...one, lead, isLeadSeen: canSeeLead(one.ctx, lead) };
  });
}

/**
 * Replaces final leads by a new lead of the same client. A caller who cannot see the old lead does not renew it:
 * without an active owner the successor would be in the caller's queue, with the whole conversation.
 */
async function renewFinal(tx: Tx, ready: Ready[]): Promise<Ready[]> {
  const renewals = new Map<number, Renewal>();
  for (const { ctx, lead, isLeadSeen } of ready)
    if (isLeadSeen && isRenewable(lead) && !renewals.has(lead.id)) renewals.set(lead.id, { ctx, lead });
  const successors = await renewAllLocked(tx, [...renewals.values()]);
  return ready.map((one) => ({ ...one, lead: { ...one.lead, ...successors.get(one.lead.id) } }));
}

/** Each client once, with the contact details of all its enquiries. */
function clientsOf(placed: Placed[]): Client[] {
  const clients = new Map<string, Client>();
  for (const { input, source, contact } of placed) {
    const { lead_external_id: externalId } = input;
    const before = clients.get(externalId);
    clients.set(externalId, {
      externalId,
      sourceId: before?.sourceId ?? source.id,
      ...(before ? mergeContact(before, contact) : contact),
      messageCount: (before?.messageCount ?? 0) + (input.message ? 1 : 0),
    });
  }
  return [...clients.values()];
}
