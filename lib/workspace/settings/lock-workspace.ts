import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { StaleVersion } from "#lib/core/errors.ts";
import { presentSettings } from "./present.ts";
import { getWorkspace, type WorkspaceRow } from "./queries.ts";

/**
 * The caller's workspace, locked until the transaction ends.
 * @throws StaleVersion when a version is expected and another caller changed the settings since
 */
export async function lockWorkspace(tx: Tx, expectedVersion?: number): Promise<WorkspaceRow> {
  await tx.execute(sql`select from ${workspaces} for update`);
  const workspace = await getWorkspace(tx);
  if (expectedVersion !== undefined && expectedVersion !== workspace.version)
    throw new StaleVersion(presentSettings(workspace));
  return workspace;
}
