import { randomUUID } from "node:crypto";
import { makeCtx } from "#lib/auth/ctx.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx, Role } from "#lib/core/ctx.ts";
import { type CreatedLead, createLead } from "#lib/pipeline/leads/create-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import type { LeadRow } from "#lib/pipeline/leads/queries.ts";
import type { CreateLeadInput } from "#lib/pipeline/leads/schema.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import type { CreateSourceInput } from "#lib/workspace/sources/schema.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { addUser } from "#lib/workspace/team/create-user.ts";

/** A workspace for one test, with a person of each role. Row-level security isolates tests from each other. */
export type TestWorkspace = {
  workspaceId: number;
  job: Ctx;
  admin: Ctx;
  manager: Ctx;
  operator: Ctx;
  /** An API key with the write scope, as in the Authorization header. */
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

/** Of all people of the tests of this process, none of whom signs in with a password: hashing takes some 25 ms. */
let unknownPassword: Promise<string> | undefined;

/** A new person in the workspace of `job`. */
export async function newUser(job: Ctx, role: Role): Promise<Ctx> {
  const email = `${role}-${randomUUID()}@test.example`;
  unknownPassword ??= hashPassword(randomUUID());
  const person = { email, name: `Test ${role}`, role, passwordHash: await unknownPassword };
  const user = await addUser(job, person, { mustChangePassword: false });
  const actor = {
    kind: "user",
    id: user.id,
    name: user.name,
    operatorId: user.operatorId,
    departmentId: null,
  } as const;
  return makeCtx(job.workspaceId, actor, role);
}

export function newLead(ctx: Ctx, input: Partial<CreateLeadInput> = {}): Promise<CreatedLead> {
  return createLead(ctx, { source: "partner", business_domain: "retail", ...input });
}

/** A lead that was lost at once. */
export async function newLostLead(ctx: Ctx, input: Partial<CreateLeadInput> = {}): Promise<LeadRow> {
  const { id } = await newLead(ctx, input);
  return moveLead(ctx, id, { stage: "lost", lost_reason: "No answer" });
}

/** A lead that was transferred to sales, with a sufficient score. */
export async function newSale(ctx: Ctx, input: Partial<CreateLeadInput> = {}) {
  const lead = await newLead(ctx, input);
  await moveLead(ctx, lead.id, { stage: "contacted" });
  await moveLead(ctx, lead.id, { stage: "qualified" });
  await addMessages(ctx, lead.id, { increment: 5 });
  const { assessment } = await analyzeLead(ctx, lead.id);
  const sale = await transferLead(ctx, lead.id, { amount: 7 });
  return { lead, assessment, sale };
}

/** A source with this many operators of equal weight. */
export async function newSource(
  { manager }: Pick<TestWorkspace, "manager">,
  {
    operatorCount = 2,
    maxLoad = 2,
    ...fields
  }: Partial<CreateSourceInput> & { operatorCount?: number; maxLoad?: number } = {},
) {
  const source = await createSource(manager, { name: "Source", ...fields });
  const operators = await Promise.all(
    Array.from({ length: operatorCount }, (_, place) =>
      createOperator(manager, { name: `Operator ${place + 1}`, max_load: maxLoad }),
    ),
  );
  operators.sort((one, other) => one.id - other.id);
  await setWeights(
    manager,
    source.id,
    operators.map(({ id }) => ({ operator_id: id, weight: 10 })),
  );
  return { source, operators };
}
