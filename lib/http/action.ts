import { headers } from "next/headers";
import type { z } from "zod";
import type { Origin } from "#lib/auth/ctx.ts";
import { assertNoObligation } from "#lib/auth/obligations.ts";
import { authorize, type Permission } from "#lib/auth/permissions.ts";
import { isRefusal, recordRefusal } from "#lib/auth/security-events.ts";
import type { Ctx, Obligation } from "#lib/core/ctx.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { IdempotencyKey } from "#lib/operations/idempotency/schema.ts";
import { type Once, runOnce } from "./idempotency.ts";
import { assertPageIdentity } from "./page-identity.ts";
import { afterSaving, type ProblemJson, problemJson, toAppError } from "./problem.ts";
import { PAGE_ADDRESS_HEADER } from "./safe-return-path.ts";
import { findSessionCtx, pageOrigin } from "./session-ctx.ts";

/** The answer of an action: the result, or a problem that the screen can translate. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; problem: ProblemJson };

/** An action with the permission that its caller needs. */
type Guarded<Action> = Action & { permission: Permission };

/** Callers who are allowed in addition to those without an obligation. */
export type Access = {
  /** Obligations with which a person may still call it, such as a password that must be replaced. */
  openDuring?: readonly Obligation[];
};

/**
 * Makes a server action of a permission, a schema and a verb: authenticate, compare with the calling page, authorize,
 * validate, run, and map every failure. Next runs the actions of a tab one after another, so an action must not be
 * slow.
 */
export function action<Schema extends z.ZodType, Data>(
  permission: Permission,
  schema: Schema,
  run: (ctx: Ctx, input: z.output<Schema>) => Promise<Data>,
  access?: Access,
): Guarded<(input: z.input<Schema>) => Promise<ActionResult<Data>>> {
  const answer = toActionResult(async (_requestId, input) =>
    recordingRefusals(await callerCtx(access), async (ctx) => {
      authorize(ctx, permission);
      return run(ctx, schema.parse(input));
    }),
  );
  return Object.assign(answer, { permission });
}

/** Slow work before the transaction, such as hashing a password, that turns the input into what `run` takes. */
type Preparing<Input, Prepared> = { prepare?: (ctx: Ctx, input: Input) => Promise<Prepared> };

/**
 * The same for actions that create something. The screen sends a key of its own; when the answer is lost, a
 * repetition with that key gets the first answer and creates nothing.
 */
export function actionOnce<Schema extends z.ZodType, Data, Prepared = z.output<Schema>>(
  permission: Permission,
  schema: Schema,
  run: (ctx: Ctx, input: Prepared) => Promise<Data>,
  { prepare, ...once }: Once & Preparing<z.output<Schema>, Prepared> = {},
): Guarded<(input: z.input<Schema>, key: string) => Promise<ActionResult<Data>>> {
  const answer = toActionResult(async (_requestId, input, key: string) =>
    recordingRefusals(await callerCtx(), async (ctx) => {
      authorize(ctx, permission);
      const change = schema.parse(input);
      const prepared = (prepare ? await prepare(ctx, change) : change) as Prepared;
      return runOnce(ctx, IdempotencyKey.parse(key), change, () => run(ctx, prepared), once);
    }),
  );
  return Object.assign(answer, { permission });
}

/**
 * The same without authentication. Only for a verb whose permission is in the input, such as the token of an invite,
 * and that throttles guessing.
 */
export function publicAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (origin: Origin, input: z.output<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return toActionResult(async (requestId, input) =>
    run({ ...(await pageOrigin()), requestId }, schema.parse(input)),
  );
}

/**
 * @throws Unauthenticated
 * @throws AppError 403 for a person who must first change their password or set up a second factor
 * @throws AppError session_switched for a page that was made for another person or workspace
 */
async function callerCtx({ openDuring }: Access = {}): Promise<Ctx> {
  const ctx = await findSessionCtx();
  if (!ctx) throw new Unauthenticated();
  assertNoObligation(ctx, openDuring);
  assertPageIdentity(ctx, (await headers()).get(PAGE_IDENTITY_HEADER));
  return ctx;
}

/** Runs a request, and records when the caller was not allowed to do it. */
async function recordingRefusals<Data>(ctx: Ctx, run: (ctx: Ctx) => Promise<Data>): Promise<Data> {
  try {
    return await run(ctx);
  } catch (error) {
    if (isRefusal(error)) recordRefusal(ctx, await callingPage(), error);
    throw afterSaving(ctx, error);
  }
}

/** The page that an action was called from; only the beginning of its path, without ids of rows. */
async function callingPage(): Promise<string> {
  const page = (await headers()).get(PAGE_ADDRESS_HEADER);
  return `action of ${page?.match(/^\/[a-z-]{0,30}/)?.[0] ?? "a page"}`;
}

function toActionResult<Args extends unknown[], Data>(
  run: (requestId: string, ...args: Args) => Promise<Data>,
): (...args: Args) => Promise<ActionResult<Data>> {
  return async (...args) => {
    const requestId = crypto.randomUUID();
    try {
      return { ok: true, data: await run(requestId, ...args) };
    } catch (error) {
      return { ok: false, problem: asOfForm(problemJson(toAppError(error, requestId), requestId)) };
    }
  };
}

/**
 * Removes `/input` from pointers: an action on a row takes the row's fields as `input`, while its form only knows the
 * fields.
 */
const asOfForm = ({ errors, ...problem }: ProblemJson): ProblemJson => ({
  ...problem,
  ...(errors && {
    errors: errors.map((error) => ({ ...error, pointer: error.pointer?.replace(/^\/input(?=\/)/, "") })),
  }),
});
