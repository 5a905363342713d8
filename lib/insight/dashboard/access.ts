import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";

/**
 * Whose day somebody may read: the own one. Counters know 0 as "nobody", so it must not pass for an operator.
 * @throws Forbidden for an API key or a job: they answer nobody
 */
export function ownOperatorId(ctx: Ctx): number {
  const { operatorId } = operatorOf(ctx);
  if (operatorId === 0) throw new Forbidden("Only somebody who answers appeals has a day");
  return operatorId;
}
