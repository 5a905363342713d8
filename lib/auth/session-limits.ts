import { type SQL, sql } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { workspaces } from "#db/schema/workspaces.ts";

/** For workspaces without limits of their own. */
export const DEFAULT_SESSION_IDLE_HOURS = 12;
export const DEFAULT_SESSION_MAX_DAYS = 30;

/** Sessions of one person at a time, over all of their workspaces. */
export const MAX_SESSIONS = 50;

export const MAX_SESSION_IDLE_HOURS = 720;
export const MAX_SESSION_MAX_DAYS = 90;

/**
 * Whether a session is within its workspace's limits on idle time and age. For a query that joins `sessions` and
 * `workspaces`.
 */
export const isWithinLimits: SQL = sql`(
  ${sessions.lastSeenAt} > now() - make_interval(hours => coalesce(${workspaces.sessionIdleHours}, ${sql.raw(String(DEFAULT_SESSION_IDLE_HOURS))}))
  and ${sessions.createdAt} > now() - make_interval(days => coalesce(${workspaces.sessionMaxDays}, ${sql.raw(String(DEFAULT_SESSION_MAX_DAYS))})))`;
