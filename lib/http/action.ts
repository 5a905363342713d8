import type { z } from "zod";
import type { Ctx } from "#lib/core/ctx.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import { type ProblemJson, problemJson, toAppError } from "./problem.ts";
import { findSessionCtx } from "./session-ctx.ts";

/** What a screen gets from an action: the result, or a problem that it can put into words. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; problem: ProblemJson };

/**
 * Turns a schema and a verb into a server action: authenticate, check, run, and one mapper for every
 * failure. Actions of one tab run one after another, so nothing slow belongs into one.
 */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (ctx: Ctx, input: z.output<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    const requestId = crypto.randomUUID();
    try {
      const ctx = await findSessionCtx();
      if (!ctx) throw new Unauthenticated();
      return { ok: true, data: await run(ctx, schema.parse(input)) };
    } catch (error) {
      return { ok: false, problem: problemJson(toAppError(error, requestId), requestId) };
    }
  };
}
