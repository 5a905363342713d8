import { sql } from "drizzle-orm";
import { type Tx, withWorkspace } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";

/**
 * Deletes the demo data with its events. What people added stays; their leads that a demo person owned become
 * unassigned. Sources stay too, because real leads may refer to them.
 * @returns how many leads were deleted
 */
export async function wipeDemo(ctx: Ctx): Promise<{ leads: number }> {
  authorize(ctx, "demo:wipe");
  assertRecentlyAuthenticated(ctx);
  const gone = await withWorkspace(ctx, deleteDemoRows, "leadline_retention");
  await transact(ctx, async (tx) =>
    record(tx, ctx, "demo.wiped", { after: { id: ctx.workspaceId, leads: gone } }),
  );
  return { leads: gone };
}

async function deleteDemoRows(tx: Tx): Promise<number> {
  const demoLeads = sql`(select id from leads where is_demo)`;
  const demoOperators = sql`(select id from operators where is_demo)`;
  await tx.execute(
    sql`delete from events where subject_type = 'sale' and subject_id in (select id from sales where lead_id in ${demoLeads})`,
  );
  await tx.execute(
    sql`delete from events where subject_type = 'assessment' and subject_id in (select id from assessments where lead_id in ${demoLeads})`,
  );
  await tx.execute(sql`delete from events where subject_type = 'lead' and subject_id in ${demoLeads}`);
  await tx.execute(
    sql`delete from events where subject_type = 'appeal' and subject_id in (select id from appeals where lead_id in ${demoLeads})`,
  );
  // Models that were trained on demo leads are deleted too; the next training uses the remaining leads.
  await tx.execute(
    sql`delete from events where subject_type = 'scoring' and subject_id in (select id from scoring_models where is_demo)`,
  );
  await tx.execute(sql`delete from scoring_models where is_demo`);
  const demoJobs = sql`(
    select id from bulk_jobs where actor_kind = 'user' and actor_id in (select user_id from memberships where is_demo))`;
  await tx.execute(sql`delete from events where subject_type = 'bulk_job' and subject_id in ${demoJobs}`);
  await tx.execute(sql`delete from bulk_jobs where id in ${demoJobs}`);
  await tx.execute(sql`delete from bulk_refusals where lead_id in ${demoLeads}`);
  // Rows that refer to a lead are deleted with it.
  const { rowCount } = await tx.execute(sql`delete from leads where is_demo`);
  await tx.execute(sql`update leads set owner_id = null where owner_id in ${demoOperators}`);
  await tx.execute(sql`update sales set owner_id = null where owner_id in ${demoOperators}`);
  await tx.execute(sql`update messages set operator_id = null where operator_id in ${demoOperators}`);
  // A demo person who answered a real client stays as an inactive operator; their open appeals wait again.
  await tx.execute(sql`
    update appeals set status = 'waiting', operator_id = null, assigned_at = null, accepted_at = null
    where status = 'active' and operator_id in ${demoOperators}`);
  await tx.execute(sql`
    update operators set is_demo = false, is_active = false, current_load = 0, user_id = null, department_id = null
    where is_demo and exists (select from appeals where appeals.operator_id = operators.id)`);
  await tx.execute(sql`delete from operators where is_demo`);
  await tx.execute(
    sql`update operators set department_id = null where department_id in (select id from departments where is_demo)`,
  );
  await tx.execute(
    sql`update sources set department_id = null where department_id in (select id from departments where is_demo)`,
  );
  await tx.execute(sql`delete from departments where is_demo`);
  await tx.execute(sql`delete from memberships where is_demo`);
  return rowCount ?? 0;
}
