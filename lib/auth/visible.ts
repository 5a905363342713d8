import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";
import { canSeeWholeWorkspace } from "./permissions.ts";

/** The caller's operator row; ids start at 1, so 0 owns nothing. */
export function operatorOf(ctx: Ctx): { operatorId: number; departmentId: number | null } {
  const { actor } = ctx;
  if (actor.kind !== "user") return { operatorId: 0, departmentId: null };
  return { operatorId: actor.operatorId ?? 0, departmentId: actor.departmentId };
}

/** The sources whose unassigned enquiries an operator sees: those of their department, and those without one. */
export function isInQueueOf(ctx: Ctx): SQL | undefined {
  const { departmentId } = operatorOf(ctx);
  const isEverybodys = isNull(sources.departmentId);
  return departmentId === null ? isEverybodys : or(isEverybodys, eq(sources.departmentId, departmentId));
}

/**
 * What this person may see and change of records that operators own, as a condition on a query that joins `sources`:
 * an operator sees their own and the unowned ones of their queue. Undefined means the whole workspace.
 */
export function ownOrQueued(ctx: Ctx, ownerId: PgColumn): SQL | undefined {
  if (canSeeWholeWorkspace(ctx)) return undefined;
  return or(eq(ownerId, operatorOf(ctx).operatorId), and(isNull(ownerId), isInQueueOf(ctx)));
}

/**
 * The person behind a browser session.
 * @throws Forbidden for an API key or a job, which is no person
 */
export function currentUserId(ctx: Ctx): number {
  if (ctx.actor.kind !== "user") throw new Forbidden("Only a person who is signed in can do this");
  return ctx.actor.id;
}
