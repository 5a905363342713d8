import { sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { text } from "#lib/core/text.ts";
import { transact } from "#lib/core/transact.ts";
import { insertSources } from "#lib/workspace/sources/insert-sources.ts";
import { FIRST_SOURCES } from "#lib/workspace/sources/schema.ts";

/**
 * Creates a workspace with its first sources. Its settings follow the environment until it has its own.
 * @returns the ctx to go on with, for its first users
 */
export async function createWorkspace(rawName: string): Promise<Ctx> {
  const name = text(120).parse(rawName);
  const [workspace] = await withRole("leadline_auth", (tx) =>
    tx.insert(workspaces).values({ name }).returning({ id: workspaces.id }),
  );
  if (!workspace) throw new Error("An inserted workspace returned no row");
  const ctx = jobCtx(workspace.id, "Leadline");
  await transact(ctx, (tx) => seedWorkspace(tx, ctx, name));
  return ctx;
}

async function seedWorkspace(tx: Tx, ctx: Ctx, name: string): Promise<void> {
  await insertSources(
    tx,
    FIRST_SOURCES.map((source) => ({ workspaceId: ctx.workspaceId, ...source })),
  );
  record(tx, ctx, "workspace.created", { after: { id: ctx.workspaceId, name } });
}

/** The workspaces of this installation, the oldest first. */
export function listWorkspaces(): Promise<{ id: number; name: string }[]> {
  return withRole("leadline_jobs", (tx) =>
    tx.select({ id: workspaces.id, name: workspaces.name }).from(workspaces).orderBy(sql`${workspaces.id}`),
  );
}
