import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { assertVersion } from "#lib/core/assert-version.ts";
import { presentSettings } from "./present.ts";
import { getWorkspace, type WorkspaceRow } from "./queries.ts";

/**
 * The caller's workspace, locked until the transaction ends.
 * @throws StaleVersion when a version is expected and another caller changed the settings since
 */
export async function lockWorkspace(tx: Tx, expectedVersion?: number): Promise<WorkspaceRow> {
  await tx.execute(sql`select from ${workspaces} for update`);
  const workspace = await getWorkspace(tx);
  assertVersion(workspace, expectedVersion, presentSettings);
  return workspace;
}
