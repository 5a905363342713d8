import type { z } from "zod";
import { scoringModels } from "#db/schema/scoring-models.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import type { Contract } from "#lib/http/contract/define.ts";
import { startBulkJob } from "#lib/operations/bulk/start-bulk-job.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { createView } from "#lib/pipeline/views/create-view.ts";
import type { ModelMetrics } from "#lib/scoring/learning/schema.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { newSession } from "./session.ts";
import { newLead, newSale, newUser, type TestWorkspace } from "./workspace.ts";

/** The ids of a workspace's rows, by what an id in a path or a body refers to. */
export type Rows = Record<
  | "lead"
  | "qualified"
  | "bulk-job"
  | "sale"
  | "appeal"
  | "operator"
  | "department"
  | "source"
  | "user"
  | "api-key"
  | "invite"
  | "assessment"
  | "model"
  | "session"
  | "view",
  number
>;

/**
 * One record of each kind that an operation can refer to, with "Secret" in its texts. Its operator owns what an
 * operator can own, so that each role can call each operation.
 */
export async function fillWorkspace({ job, admin, operator }: TestWorkspace): Promise<Rows> {
  const { operatorId } = operatorOf(operator);
  const external = crypto.randomUUID();
  const { lead, assessment, sale } = await newSale(admin, {
    external_id: external,
    name: "Secret",
    owner_id: operatorId,
  });
  await addMessages(admin, lead.id, { text: "Secret words", direction: "out" });
  const [department, source, victim, key, invite, view] = await Promise.all([
    createDepartment(admin, { name: `Secret ${crypto.randomUUID()}` }),
    createSource(admin, { name: "Secret" }),
    newUser(job, "manager"),
    createApiKey(job, { name: "Secret", scope: "read" }),
    createInvite(job, { role: "admin", name: "Secret" }),
    createView(operator, { board: "leads", name: "Secret", query: "", is_shared: true }),
  ]);
  await setWeights(admin, source.id, [{ operator_id: operatorId, weight: 1 }]);
  const appeal = await createAppeal(admin, {
    lead_external_id: external,
    source_id: source.id,
    message: "Secret",
  });
  const bulkJob = await startBulkJob(admin, { action: "lose", lost_reason: "Secret", ids: [lead.id] });
  const qualified = await newLead(admin, { name: "Secret", owner_id: operatorId });
  for (const stage of ["contacted", "qualified"] as const) await moveLead(admin, qualified.id, { stage });
  return {
    lead: lead.id,
    qualified: qualified.id,
    "bulk-job": bulkJob.id,
    sale: sale.id,
    appeal: appeal.id,
    operator: operatorId,
    department: department.id,
    source: source.id,
    user: victim.actor.id ?? 0,
    "api-key": key.id,
    invite: invite.id,
    assessment: assessment.id,
    model: await newModel(job),
    view: view.id,
    session: (await newSession(admin)).id,
  };
}

/** Replaces a row that a call used up. A session is the caller's own. */
export async function renewRow(
  { admin, operator }: TestWorkspace,
  subject: keyof Rows,
  caller: { ctx: Ctx | undefined },
): Promise<Partial<Rows>> {
  if (subject === "session" && caller.ctx) return { session: (await newSession(caller.ctx)).id };
  if (subject === "department")
    return { department: (await createDepartment(admin, { name: crypto.randomUUID() })).id };
  if (subject === "view")
    return {
      view: (await createView(operator, { board: "leads", name: "Secret", query: "", is_shared: true })).id,
    };
  if (subject === "appeal") {
    const source = await createSource(admin, { name: "Secret" });
    await setWeights(admin, source.id, [{ operator_id: operatorOf(operator).operatorId, weight: 1 }]);
    const appeal = await createAppeal(admin, {
      lead_external_id: crypto.randomUUID(),
      source_id: source.id,
    });
    return { appeal: appeal.id };
  }
  throw new Error(`no way to make another ${subject}`);
}

const NOTHING_KNOWN: z.infer<typeof ModelMetrics> = {
  outcomes: 0,
  won: 0,
  auc: null,
  brier: null,
  ece: null,
  log_loss: null,
  lift: null,
};

/** A model that equals the prior, because a real one needs hundreds of outcomes. */
function newModel(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const [model] = await tx
      .insert(scoringModels)
      .values({
        workspaceId: ctx.workspaceId,
        status: "rejected",
        verdict: "nothing_learnt",
        parameters: {},
        metrics: { challenger: NOTHING_KNOWN, rival: NOTHING_KNOWN },
        features: [],
        outcomes: 0,
        positives: 0,
        knownOutcomes: 0,
      })
      .returning({ id: scoringModels.id });
    return model?.id ?? 0;
  });
}

/** `/leads/{id}/…` refers to leads. */
export const subjectOf = ({ path }: Contract) => /([a-z-]+)s\/\{id\}/.exec(path)?.[1] as keyof Rows;

/** A body that is accepted, for each operation that takes an id. */
export const BODIES_BY_ID: Record<string, (rows: Rows) => unknown> = {
  "PATCH /leads/{id}": () => ({ name: "Taken over" }),
  "PATCH /leads/{id}/stage": () => ({ stage: "lost", lost_reason: "Taken over" }),
  "POST /leads/{id}/assign": () => ({ operator_id: null }),
  "POST /leads/{id}/messages": () => ({ increment: 1 }),
  "POST /leads/{id}/feedback": (rows) => ({ assessment_id: rows.assessment, verdict: "agree" }),
  "PATCH /sales/{id}": () => ({ amount: 1 }),
  "PATCH /views/{id}": () => ({ name: "Taken over" }),
  "PATCH /sales/{id}/stage": () => ({ stage: "kyc" }),
  "POST /appeals/{id}/assign": (rows) => ({ operator_id: rows.operator }),
  "POST /appeals/{id}/return": () => ({ reason: "Taken over" }),
  "POST /appeals/{id}/messages": () => ({ text: "Taken over" }),
  "POST /operators/{id}/presence": () => ({ state: "offline" }),
  "POST /sources/{id}/weights": () => [],
  "POST /sources/{id}/simulate": () => ({ period_days: 7 }),
  "PATCH /operators/{id}": () => ({ name: "Taken over" }),
  "PATCH /departments/{id}": () => ({ name: `Taken over ${crypto.randomUUID()}` }),
  "PATCH /sources/{id}": () => ({ name: "Taken over" }),
  "PATCH /users/{id}": () => ({ is_active: false }),
};

/** The same for the other operations; their ids are the workspace's own. */
export const BODIES_WITHOUT_ID: Record<string, (rows: Rows) => unknown> = {
  "POST /leads": () => ({ source: "partner", name: "New" }),
  "POST /leads/bulk": ({ lead }) => ({ action: "analyze", ids: [lead] }),
  "POST /leads/bulk/preview": ({ lead }) => ({ action: "analyze", ids: [lead] }),
  "POST /appeals": ({ source }) => ({ lead_external_id: crypto.randomUUID(), source_id: source }),
  "POST /appeals/batch": ({ source }) => [{ lead_external_id: crypto.randomUUID(), source_id: source }],
  "POST /departments": () => ({ name: `New ${crypto.randomUUID()}` }),
  "POST /operators": () => ({ name: "New" }),
  "POST /users": () => ({
    email: `new-${crypto.randomUUID()}@test.example`,
    name: "New",
    role: "operator",
    password: crypto.randomUUID(),
  }),
  "POST /invites": () => ({ role: "operator" }),
  "POST /sources": () => ({ name: "New" }),
  "POST /views": () => ({ board: "leads", name: "New", query: "" }),
  "POST /me/password": () => ({ current: "not it", password: crypto.randomUUID() }),
  "POST /me/reauthenticate": () => ({ password: "not it" }),
  "POST /api-keys": () => ({ name: "New", scope: "read" }),
  "PATCH /settings": () => ({ name: "Renamed" }),
};

export const takesBody = ({ body, optionalBody }: Contract) => Boolean(body) && !optionalBody;
