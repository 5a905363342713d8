import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { invalidField } from "./errors.ts";
import { isNamedZone } from "./time-zone.ts";

/** Read once in a process, because PostgreSQL scans its time zone files each time. */
let listed: readonly string[] | undefined;

/** The time zones that a workspace and its operators may have: those that PostgreSQL and JavaScript both know. */
export async function listTimeZones(tx: Tx): Promise<readonly string[]> {
  if (!listed) {
    const { rows } = await tx.execute<{ name: string }>(
      sql`select name from pg_timezone_names where name like '%/%' order by name`,
    );
    listed = ["UTC", ...rows.map(({ name }) => name).filter(isNamedZone)];
  }
  return listed;
}

/**
 * The zone in the spelling of the list, compared without case. Null and undefined stay as they are.
 * @throws InvalidInput when it is not in the list
 */
export async function canonicalTimeZone<None extends null | undefined>(
  tx: Tx,
  zone: string | None,
): Promise<string | None> {
  if (zone === null || zone === undefined) return zone;
  const asked = zone.toLowerCase();
  const found = (await listTimeZones(tx)).find((name) => name.toLowerCase() === asked);
  if (found === undefined)
    throw invalidField("/time_zone", "must be UTC or a time zone such as Europe/Kyiv", "invalid_value");
  return found;
}
