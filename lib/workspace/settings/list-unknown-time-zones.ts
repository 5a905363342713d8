import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { listTimeZones } from "#lib/core/time-zones.ts";
import { getWorkspace } from "./queries.ts";

/**
 * Time zones of the workspace and its operators that this server does not know, with the operator. UTC is used
 * instead.
 */
export async function listUnknownTimeZones(tx: Tx): Promise<{ zone: string; operator: string | null }[]> {
  const known = new Set(await listTimeZones(tx));
  const workspace = await getWorkspace(tx);
  const own = await tx.select({ zone: operators.timeZone, operator: operators.name }).from(operators);
  return [{ zone: workspace.timeZone, operator: null }, ...own].flatMap(({ zone, operator }) =>
    zone === null || known.has(zone) ? [] : [{ zone, operator }],
  );
}
