import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";

/**
 * The operator whose day the caller may read: their own. Counters use 0 for "no owner", so 0 must not pass as an
 * operator.
 * @throws Forbidden for an API key or a job, which have no operator
 */
export function ownOperatorId(ctx: Ctx): number {
  const { operatorId } = operatorOf(ctx);
  if (operatorId === 0) throw new Forbidden("Only operators have a day");
  return operatorId;
}
