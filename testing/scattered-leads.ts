import { sql } from "drizzle-orm";
import { withWorkspace } from "#db/client.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { newWorkspace, type TestWorkspace } from "./workspace.ts";

export type ScatteredLeads = { workspace: TestWorkspace; leadIds: number[]; ownerIds: number[] };

/** A workspace with leads of three sources from the last two years, and two people who can own them. */
export async function scatteredLeads(count: number): Promise<ScatteredLeads> {
  const workspace = await newWorkspace();
  const { manager, workspaceId } = workspace;
  const people = [
    await createOperator(manager, { name: "One" }),
    await createOperator(manager, { name: "Two" }),
  ];
  const { rows } = await withWorkspace({ workspaceId }, (tx) =>
    tx.execute<{ id: string }>(sql`
      insert into leads (workspace_id, source_id, rank, business_domain, ai_score, created_at, stage_changed_at)
      select ${workspaceId}, (select id from sources order by id offset i % 3 limit 1), 'a0', 'test.example', 0.9,
        now() - random() * 700 * interval '1 day', now() - random() * 60 * interval '1 day'
      from generate_series(1, ${count}) as i returning id`),
  );
  return { workspace, leadIds: rows.map(({ id }) => Number(id)), ownerIds: people.map(({ id }) => id) };
}
