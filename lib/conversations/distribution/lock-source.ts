import type { Tx } from "#db/client.ts";
import { assertVersion } from "#lib/core/assert-version.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { getSource, type SourceRow } from "#lib/workspace/sources/queries.ts";
import { lockSources } from "./queries.ts";

/**
 * The source, locked until the transaction ends: its distribution decisions wait for this change, and this change waits
 * for those that are under way.
 * @throws NotFound
 * @throws StaleVersion when a version is expected and another caller changed the source since
 */
export async function lockSource(tx: Tx, sourceId: number, expectedVersion?: number): Promise<SourceRow> {
  await lockSources(tx, [sourceId]);
  const source = await getSource(tx, sourceId);
  assertVersion(source, expectedVersion, presentSource);
  return source;
}
