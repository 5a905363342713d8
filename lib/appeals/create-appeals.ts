import { or, sql } from "drizzle-orm";
import { placeholders, prepareOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { appeals, type StoredReceipt } from "#db/schema/appeals.ts";
import { sources } from "#db/schema/sources.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type AppError, NotFound } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { type Assignment, Desk } from "#lib/distribution/distribution-desk.ts";
import { listWeighted, lockSources } from "#lib/distribution/queries.ts";
import { type Client, type ClientLead, findOrCreateLeads } from "#lib/leads/find-or-create-leads.ts";
import type { AppealRow } from "./queries.ts";
import { recordAppeal } from "./record-appeal.ts";
import { CreateAppealInput } from "./schema.ts";
import { storeEnquiry } from "./store-enquiry.ts";

type Source = { id: number; code: string };
type Placed = { input: CreateAppealInput; source: Source };

/**
 * Takes an enquiry: its client's lead is found or made, an operator is chosen, and the appeal is stored,
 * assigned or waiting.
 * @throws NotFound for an unknown source
 */
export async function createAppeal(ctx: Ctx, raw: CreateAppealInput): Promise<AppealRow> {
  const [made] = await createAppeals(ctx, [CreateAppealInput.parse(raw)]);
  if (!made) throw new Error("An appeal was neither made nor refused");
  if (made instanceof Error) throw made;
  return made;
}

/**
 * The same for many at once, in one transaction. One that cannot be taken does not keep the others.
 * @returns for each input, in order, its appeal or why there is none
 */
export async function createAppeals(
  ctx: Ctx,
  inputs: CreateAppealInput[],
): Promise<(AppealRow | AppError)[]> {
  authorize(ctx, "appeal:create");
  return transact(ctx, async (tx) => {
    const found = await findSources(tx, inputs);
    const placed = inputs.map((input) => ({
      input,
      source: found.find((source) => isSourceOf(input, source)),
    }));
    const known = placed.filter((one): one is Placed => one.source !== undefined);
    if (known.length === 0) return inputs.map(() => new NotFound("Source"));
    const sourceIds = [...new Set(known.map(({ source }) => source.id))];
    // Sent, and so locked, in this order by everybody: sources, leads, operators.
    const [states, leads, weighted, ids] = await Promise.all([
      lockSources(tx, sourceIds),
      findOrCreateLeads(tx, ctx, known.map(clientOf)),
      listWeighted(tx, sourceIds, { locked: known.length > 1 }),
      nextIds(tx, known.length),
    ]);
    const desk = new Desk(tx, states, weighted);
    const answers: (AppealRow | AppError)[] = [];
    for (const { input, source } of placed) {
      const lead = leads.get(input.lead_external_id);
      const id = source && ids.shift();
      if (!source || !id || !lead) answers.push(new NotFound("Source"));
      else answers.push(await takeEnquiry(tx, ctx, desk, { id, input, source, lead }, leads));
    }
    desk.save();
    return answers;
  });
}

/** The same for what nobody has checked yet: what is not an appeal fails alone. */
export async function createAppealBatch(ctx: Ctx, raw: unknown[]): Promise<(AppealRow | Error)[]> {
  const read = raw.map((item) => CreateAppealInput.safeParse(item));
  const made = await createAppeals(
    ctx,
    read.flatMap(({ data }) => data ?? []),
  );
  return read.map(
    ({ error }) => error ?? made.shift() ?? new Error("An appeal was neither made nor refused"),
  );
}

const clientOf = ({ input, source }: Placed): Client => ({
  externalId: input.lead_external_id,
  sourceId: source.id,
  name: input.lead_name ?? null,
  phone: input.lead_phone ?? null,
  email: input.lead_email ?? null,
});

const isSourceOf = (input: CreateAppealInput, source: Source) =>
  input.source_id === undefined ? source.code === input.source : source.id === input.source_id;

function findSources(tx: Tx, inputs: CreateAppealInput[]): Promise<Source[]> {
  return prepareOnce(tx, "sources_of_enquiries", (db, name) =>
    db
      .select({ id: sources.id, code: sources.code })
      .from(sources)
      .where(
        or(
          sql`${sources.id} = any(${sql.placeholder("ids")}::bigint[])`,
          sql`${sources.code} = any(${sql.placeholder("codes")}::text[])`,
        ),
      )
      .prepare(name),
  ).execute({
    ids: inputs.flatMap(({ source_id }) => source_id ?? []),
    codes: inputs.flatMap(({ source }) => source ?? []),
  });
}

/** Ids are drawn before the rows are written: then everything else can travel with COMMIT. */
function nextIds(tx: Tx, count: number): Promise<number[]> {
  return tx
    .execute<{ id: string }>(sql`select nextval('appeals_id_seq') as id from generate_series(1, ${count})`)
    .then(({ rows }) => rows.map(({ id }) => Number(id)));
}

type Enquiry = { id: number; input: CreateAppealInput; source: Source; lead: ClientLead };

async function takeEnquiry(
  tx: Tx,
  ctx: Ctx,
  desk: Desk,
  { id, input, source, lead }: Enquiry,
  leads: Map<string, ClientLead>,
): Promise<AppealRow> {
  const assignment = await desk.assign({
    sourceId: source.id,
    declinedBy: [],
    knownOperatorId: lead.knownOperatorId,
  });
  const appeal = appealRow(id, input, lead, desk, source.id, assignment);
  unawaitedIn(tx, insertAppeal(tx, ctx, appeal, assignment.receipt));
  recordAppeal(tx, ctx, "appeal.created", { after: appeal });
  leads.set(input.lead_external_id, storeEnquiry(tx, ctx, appeal, input, lead));
  return appeal;
}

function insertAppeal(tx: Tx, ctx: Ctx, appeal: AppealRow, receipt: StoredReceipt) {
  return prepareOnce(tx, "insert_appeal", (db, name) =>
    db
      .insert(appeals)
      .overridingSystemValue()
      .values(
        placeholders(
          "workspaceId",
          "id",
          "leadId",
          "sourceId",
          "operatorId",
          "status",
          "message",
          "priority",
          "enqueuedAt",
          "assignedAt",
          "createdAt",
          "receipt",
        ),
      )
      .prepare(name),
  ).execute({ ...appeal, workspaceId: ctx.workspaceId, receipt: JSON.stringify(receipt) });
}

function appealRow(
  id: number,
  input: CreateAppealInput,
  lead: ClientLead,
  desk: Desk,
  sourceId: number,
  { operatorId, operatorName }: Assignment,
): AppealRow {
  const now = clock.now();
  const source = desk.state(sourceId);
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
    missedCount: 0,
    createdAt: now,
    updatedAt: now,
    lastMessage: input.message
      ? { direction: "in", text: input.message.slice(0, 200), at: now.toISOString() }
      : null,
    leadExternalId: lead.externalId,
    leadName: lead.name ?? input.lead_name ?? null,
    sourceName: source.name,
    sourceDepartmentId: source.departmentId,
    acknowledgeSeconds: source.acknowledgeSeconds,
    operatorName,
  };
}
