import { queryOnce, type Tx } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { Allocator, type Assignment } from "#lib/conversations/distribution/allocate-appeals.ts";
import { batchCalls } from "#lib/core/batch-calls.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { databaseCode } from "#lib/core/database-error.ts";
import { type AppError, NotFound, TooManyRequests } from "#lib/core/errors.ts";
import { isInTransaction, runInBatchShare, transact, transactBatch } from "#lib/core/transact.ts";
import type { ClientLead } from "#lib/pipeline/leads/find-or-create-leads.ts";
import { type Contact, readEmail, readPhone } from "#lib/pipeline/leads/read-contact.ts";
import { shownToCaller } from "./access.ts";
import { findSources, isSourceOf } from "./find-sources.ts";
import { type Enquiry, lockForEnquiries, type Placed, type Ready } from "./lock-enquiries.ts";
import type { AppealRow } from "./queries.ts";
import { CreateAppealInput } from "./schema.ts";
import { type AssignedEnquiry, storeEnquiries } from "./store-enquiries.ts";

/** Enquiries of one source that share a transaction, so that they share the cost of its lock and its COMMIT. */
const MAX_PER_TRANSACTION = 50;

type Outcome = AppealRow | AppError;

const createBatched = batchCalls(createBatch, MAX_PER_TRANSACTION, isLackOfConnections);

/** Whether no connection was free in time, in the share of the caller or in the pool. */
function isLackOfConnections(error: unknown): boolean {
  return error instanceof TooManyRequests || databaseCode(error) === "53300";
}

/**
 * Creates an appeal from an enquiry: finds or creates its client's lead, chooses an operator, and stores the appeal,
 * assigned or waiting. Enquiries that arrive for a source while it is busy share a transaction.
 * @throws TooManyRequests when too many of the caller's enquiries wait
 * @throws NotFound for an unknown source
 */
export async function createAppeal(ctx: Ctx, raw: CreateAppealInput): Promise<AppealRow> {
  authorize(ctx, "appeal:create");
  const input = CreateAppealInput.parse(raw);
  const enquiry = { ctx, input };
  const key = `${ctx.workspaceId}/${input.source_id ?? input.source}`;
  const made = isInTransaction(ctx)
    ? (await createFromEnquiries([enquiry]))[0]
    : await runInBatchShare(ctx, () => createBatched(key, enquiry));
  if (!made) throw new Error("An appeal was neither made nor refused");
  if (made instanceof Error) throw made;
  return made;
}

/** Creates the appeals of several callers of one workspace in one transaction. */
async function createBatch(enquiries: Enquiry[]): Promise<Outcome[]> {
  const [first] = enquiries;
  return first ? transactBatch(first.ctx.workspaceId, (tx) => createIn(tx, first.ctx, enquiries)) : [];
}

/**
 * Creates the appeals of one caller in one transaction. One that is refused does not fail the others.
 * @returns for each, in order, its appeal or the error
 */
export async function createFromEnquiries(enquiries: Enquiry[]): Promise<Outcome[]> {
  const [first] = enquiries;
  return first ? transact(first.ctx, (tx) => createIn(tx, first.ctx, enquiries)) : [];
}

async function createIn(tx: Tx, ctx: Ctx, enquiries: Enquiry[]): Promise<Outcome[]> {
  const sources = await findSources(
    tx,
    enquiries.map(({ input }) => input),
  );
  const placed = enquiries.map((enquiry) => {
    const source = sources.find((one) => isSourceOf(enquiry.input, one));
    return source && { ...enquiry, source, contact: contactOf(enquiry.input, source.phoneCountry) };
  });
  const known = placed.filter((one): one is Placed => one !== undefined);
  if (known.length === 0) return enquiries.map(() => new NotFound("Source"));
  const [{ sources: states, ready, weighted }, ids] = await Promise.all([
    lockForEnquiries(tx, ctx, known),
    allocateIds(tx, known.length),
  ]);
  const allocator = new Allocator(tx, states, weighted, { areOperatorsLocked: known.length > 1 });
  const taken = await assignOperators(allocator, ready, ids);
  storeEnquiries(tx, taken);
  await allocator.save();
  const shown = taken.map((one) => shownToCaller(one.ctx, one.appeal));
  return placed.map((one) => (one && shown.shift()) ?? new NotFound("Source"));
}

/** Chooses an operator for each, in order. Enquiries of one client go to the same operator if possible. */
async function assignOperators(
  allocator: Allocator,
  ready: Ready[],
  ids: number[],
): Promise<AssignedEnquiry[]> {
  const chosenFor = new Map<number, number>();
  const taken: AssignedEnquiry[] = [];
  for (const [place, enquiry] of ready.entries()) {
    const { ctx, input, source, contact, lead } = enquiry;
    const id = ids[place];
    if (!id) throw new Error("An enquiry has no id");
    const chosenId = chosenFor.get(lead.id);
    const hiddenFrom = operatorToHideFrom(enquiry, ready, chosenId);
    const assignment = await allocator.assign({
      sourceId: source.id,
      declinedBy: [],
      hiddenFrom,
      knownOperatorId: chosenId ?? lead.knownOperatorId,
    });
    if (assignment.operatorId !== null) chosenFor.set(lead.id, assignment.operatorId);
    const appeal = appealRow(id, input, lead, allocator, source.id, assignment, hiddenFrom);
    taken.push({ ctx, contact, lead, appeal, receipt: assignment.receipt });
  }
  return taken;
}

/**
 * The operator id of a caller who may not see the lead of their enquiry; an assignment to them would reveal the lead.
 * A new lead is visible to the caller of its first enquiry, and not to others in the same transaction.
 * @param chosenId the operator who was assigned an earlier enquiry of the lead in this transaction
 */
function operatorToHideFrom(
  { ctx, lead, isLeadSeen }: Ready,
  ready: Ready[],
  chosenId: number | undefined,
): number | null {
  const { operatorId } = operatorOf(ctx);
  if (isLeadSeen || chosenId === operatorId) return null;
  const maker = ready.find((one) => one.lead.id === lead.id)?.ctx;
  return lead.isNew && isSameActor(ctx, maker) ? null : operatorId;
}

const isSameActor = ({ actor }: Ctx, other: Ctx | undefined) =>
  actor.kind === other?.actor.kind && actor.id === other.actor.id;

/** The same for a batch. Each enquiry is validated here, so that an invalid one fails alone. */
export async function createAppealBatch(ctx: Ctx, raw: unknown[]): Promise<(AppealRow | Error)[]> {
  const read = raw.map((item) => CreateAppealInput.safeParse(item));
  authorize(ctx, "appeal:create");
  const made = await createFromEnquiries(read.flatMap(({ data }) => (data ? [{ ctx, input: data }] : [])));
  return read.map(
    ({ error }) => error ?? made.shift() ?? new Error("An appeal was neither made nor refused"),
  );
}

function contactOf(input: CreateAppealInput, phoneCountry: string): Contact {
  const { lead_name: name = null, lead_phone: phone = null, lead_email: email = null } = input;
  return { name, ...readPhone(phone, phoneCountry), ...readEmail(email) };
}

/** Ids are allocated before the rows are inserted, so that all inserts can be sent together with COMMIT. */
async function allocateIds(tx: Tx, count: number): Promise<number[]> {
  const rows = await queryOnce<{ id: string }>(
    tx,
    "select nextval('appeals_id_seq') as id from generate_series(1, $1)",
    [count],
  );
  return rows.map(({ id }) => Number(id));
}

function appealRow(
  id: number,
  input: CreateAppealInput,
  lead: ClientLead,
  allocator: Allocator,
  sourceId: number,
  { operatorId, operatorName }: Assignment,
  hiddenFrom: number | null,
): AppealRow {
  const now = clock.now();
  const source = allocator.state(sourceId);
  return {
    id,
    leadId: lead.id,
    sourceId,
    operatorId,
    status: operatorId === null ? "waiting" : "active",
    message: input.message ?? null,
    priority: input.priority ?? 0,
    enqueuedAt: now,
    assignedAt: operatorId === null ? null : now,
    acceptedAt: null,
    closedAt: null,
    declinedBy: [],
    hiddenFrom,
    missedCount: 0,
    createdAt: now,
    updatedAt: now,
    lastMessage: input.message
      ? { direction: "in", text: input.message.slice(0, 200), at: now.toISOString() }
      : null,
    // A new lead counts the message already.
    unreadCount: lead.unreadCount + (input.message && !lead.isNew ? 1 : 0),
    leadExternalId: lead.externalId,
    // A caller who cannot see the lead adds no data to it.
    leadName: lead.name ?? (hiddenFrom === null ? input.lead_name : null) ?? null,
    sourceName: source.name,
    sourceDepartmentId: source.departmentId,
    acknowledgeSeconds: source.acknowledgeSeconds,
    operatorName,
  };
}
