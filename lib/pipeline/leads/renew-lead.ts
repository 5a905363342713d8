import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, RuleViolation } from "#lib/core/errors.ts";
import { rankAtTop } from "#lib/core/rank.ts";
import { recordAll } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { activeOperatorOrNull } from "#lib/workspace/team/queries.ts";
import { byColumn, clientFields, columnOf } from "./fields.ts";
import { lockLead } from "./lock-lead.ts";
import { getLead, type LeadRow, leadColumns, type StoredLead } from "./queries.ts";
import { leadStages } from "./rules.ts";

/** A lead to be renewed, with the department of its source. */
type FinalLead = StoredLead & { sourceDepartmentId: number | null };

/** A locked lead to be renewed, and who renews it. */
export type Renewal = { ctx: Ctx; lead: FinalLead };

type OpenAppeal = { leadId: number; operatorId: number | null };

/**
 * Starts a new lead for the client of a lost or transferred one. Its successor begins in `new` and takes over external
 * id, contact, owner and open enquiries; the old lead keeps its stage and its history, and names its successor.
 * @throws Conflict naming the successor when there is one
 * @throws RuleViolation for a lead that is not final
 */
export async function renewLead(ctx: Ctx, leadId: number): Promise<LeadRow> {
  authorize(ctx, "lead:update");
  return transact(ctx, async (tx) => {
    const successor = await renewLocked(tx, ctx, await lockLead(tx, ctx, leadId));
    return getLead(tx, ctx, successor.id);
  });
}

/** Whether a client who writes to this lead gets a new one, in a workspace with that setting. */
export const isRenewable = ({ stage, successorId }: Pick<StoredLead, "stage" | "successorId">): boolean =>
  leadStages.isFinal(stage) && successorId === null;

/** The same as `renewLead` for a lead that the caller's transaction has locked. */
export async function renewLocked(tx: Tx, ctx: Ctx, lead: FinalLead): Promise<StoredLead> {
  assertRenewable(lead);
  return startSuccessor(tx, { ctx, lead }, await lockOpenAppeals(tx, [lead.id]));
}

/**
 * The same for several leads, each of them once.
 * @returns their successors by the ids of the old leads
 */
export async function renewAllLocked(tx: Tx, renewals: Renewal[]): Promise<Map<number, StoredLead>> {
  for (const { lead } of renewals) assertRenewable(lead);
  const successors = new Map<number, StoredLead>();
  if (renewals.length === 0) return successors;
  const open = await lockOpenAppeals(
    tx,
    renewals.map(({ lead }) => lead.id),
  );
  for (const renewal of renewals)
    successors.set(renewal.lead.id, await startSuccessor(tx, renewal, open.filter(isOf(renewal.lead))));
  return successors;
}

const isOf =
  ({ id }: FinalLead) =>
  ({ leadId }: OpenAppeal) =>
    leadId === id;

function assertRenewable(lead: FinalLead): void {
  if (lead.successorId !== null)
    throw new Conflict("already_renewed", "The lead has a successor", { successor_id: lead.successorId });
  if (!isRenewable(lead))
    throw new RuleViolation("not_final", `Only a lost or transferred lead is renewed; it is '${lead.stage}'`);
}

const isOpenAppealOf = (leadIds: number[]) =>
  and(inArray(appeals.leadId, leadIds), ne(appeals.status, "closed"));

/** Locks the open appeals of all leads in the order of their ids, after the leads and before operators. */
async function lockOpenAppeals(tx: Tx, leadIds: number[]): Promise<OpenAppeal[]> {
  return await tx
    .select({ leadId: appeals.leadId, operatorId: appeals.operatorId })
    .from(appeals)
    .where(isOpenAppealOf(leadIds))
    .orderBy(appeals.id)
    .for("no key update");
}

/** @param open the open appeals of the lead, locked */
async function startSuccessor(tx: Tx, { ctx, lead }: Renewal, open: OpenAppeal[]): Promise<StoredLead> {
  const ownerId = await activeOperatorOrNull(tx, lead.ownerId);
  // The external id is unique, so the old lead releases it first.
  await tx
    .update(leads)
    .set({ externalId: null, formerExternalId: lead.externalId, unreadCount: 0 })
    .where(eq(leads.id, lead.id));
  const successor = await insertSuccessor(tx, ctx, lead, ownerId);
  const [former] = await tx
    .update(leads)
    .set({ successorId: successor.id, updatedAt: sql`now()`, version: sql`${leads.version} + 1` })
    .where(eq(leads.id, lead.id))
    .returning(leadColumns);
  await tx
    .update(appeals)
    .set({ leadId: successor.id, updatedAt: sql`now()` })
    .where(isOpenAppealOf([lead.id]));
  const audience = {
    ownerIds: [lead.ownerId, ownerId, ...open.flatMap(({ operatorId }) => operatorId ?? [])],
    departmentId: lead.sourceDepartmentId,
  };
  recordAll(tx, [
    { ctx, type: "lead.renewed", before: lead, after: { ...lead, ...former }, ...audience },
    { ctx, type: "lead.renewed", after: successor, ...audience },
  ]);
  return successor;
}

async function insertSuccessor(
  tx: Tx,
  ctx: Ctx,
  lead: FinalLead,
  ownerId: number | null,
): Promise<StoredLead> {
  const { externalId, phoneWritten, phoneIsRaw, emailIsRaw, sourceId, unreadCount } = lead;
  const [successor] = await tx
    .insert(leads)
    .values({
      workspaceId: ctx.workspaceId,
      ...byColumn(clientFields(), (field) => lead[columnOf(field)]),
      ...{ externalId, phoneWritten, phoneIsRaw, emailIsRaw, sourceId, unreadCount, ownerId },
      predecessorId: lead.id,
      rank: rankAtTop(clock.now()),
      // The successor of a demo lead is a demo lead.
      isDemo: sql`(select former.is_demo from leads as former where former.id = ${lead.id})`,
    })
    .returning(leadColumns);
  if (!successor) throw new Error("An inserted lead returned no row");
  return successor;
}
