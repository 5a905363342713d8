import { randomUUID } from "node:crypto";
import { createApiKey } from "#lib/api-keys/create-api-key.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import type { Ctx, Role } from "#lib/core/ctx.ts";
import { createLead } from "#lib/leads/create-lead.ts";
import { moveLead } from "#lib/leads/move-lead.ts";
import type { LeadRow } from "#lib/leads/queries.ts";
import type { CreateLeadInput } from "#lib/leads/schema.ts";
import { transferLead } from "#lib/leads/transfer-lead.ts";
import { addMessages } from "#lib/messages/add-messages.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { createWorkspace } from "#lib/settings/create-workspace.ts";
import { createUser } from "#lib/team/create-user.ts";

/** A workspace of one test, with somebody of each role. Row-level security keeps tests apart. */
export type TestWorkspace = {
  workspaceId: number;
  job: Ctx;
  admin: Ctx;
  manager: Ctx;
  operator: Ctx;
  /** An API key with the write scope, as it stands in the Authorization header. */
  bearer: string;
};

export async function newWorkspace(): Promise<TestWorkspace> {
  const job = await createWorkspace(`Test ${randomUUID()}`);
  const [admin, manager, operator, key] = await Promise.all([
    newUser(job, "admin"),
    newUser(job, "manager"),
    newUser(job, "operator"),
    createApiKey(job, { name: "test", scope: "write" }),
  ]);
  return { workspaceId: job.workspaceId, job, admin, manager, operator, bearer: `Bearer ${key.key}` };
}

/** Somebody new in the workspace of `job`. */
export async function newUser(job: Ctx, role: Role): Promise<Ctx> {
  const email = `${role}-${randomUUID()}@test.example`;
  const user = await createUser(job, { email, name: `Test ${role}`, role, password: randomUUID() });
  const actor = {
    kind: "user",
    id: user.id,
    name: user.name,
    operatorId: user.operatorId,
    departmentId: null,
  } as const;
  return makeCtx(job.workspaceId, actor, role);
}

export function newLead(ctx: Ctx, input: Partial<CreateLeadInput> = {}): Promise<LeadRow> {
  return createLead(ctx, { source: "partner", business_domain: "test.example", ...input });
}

/** A lead that went all the way to sales, with the score that let it pass. */
export async function newSale(ctx: Ctx, input: Partial<CreateLeadInput> = {}) {
  const lead = await newLead(ctx, input);
  await moveLead(ctx, lead.id, { stage: "contacted" });
  await moveLead(ctx, lead.id, { stage: "qualified" });
  await addMessages(ctx, lead.id, { increment: 5 });
  const { assessment } = await analyzeLead(ctx, lead.id);
  const sale = await transferLead(ctx, lead.id, { amount: 7 });
  return { lead, assessment, sale };
}
