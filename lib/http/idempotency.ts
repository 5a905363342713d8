import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, Conflict, invalidField } from "#lib/core/errors.ts";
import { transact, transactAround } from "#lib/core/transact.ts";
import { KEPT_HOURS } from "#lib/idempotency/schema.ts";
import type { Contract } from "./contract/define.ts";
import { problemResponse } from "./problem.ts";

const KEY_FORMAT = /^[\x21-\x7e]{1,200}$/;
/** Seconds after which a claim without an answer belongs to a process that died on the way. */
const LEASE_SECONDS = 60;

type Claim = { actor: string; key: string; requestHash: string };
type Request_ = { ctx: Ctx; params: unknown; query: unknown; body: unknown; request: Request };

/**
 * Runs a POST once for its Idempotency-Key. The answer is stored in the transaction of the change, so
 * one is never there without the other; a repetition gets the stored answer.
 * @throws Conflict (409) while the first is still running
 * @throws AppError 422 when the key came with another request before
 */
export async function withIdempotency(
  input: Request_,
  contract: Contract,
  answer: () => Promise<Response>,
): Promise<Response> {
  const claim = claimOf(input, contract);
  if (contract.callsOutside) return answerBesideTheChange(input.ctx, claim, answer);
  const keep = contract.secretAnswer ? shownOnce : undefined;
  return transactAround(input.ctx, async (tx) => {
    const stored = await claimKey(tx, input.ctx, claim);
    if (stored) return stored;
    const response = await answer();
    await storeAnswer(tx, input.ctx, claim, keep?.(input.ctx) ?? response);
    return response;
  });
}

/** The same for an operation that waits for the outside world, which no transaction may do. */
async function answerBesideTheChange(
  ctx: Ctx,
  claim: Claim,
  answer: () => Promise<Response>,
): Promise<Response> {
  const stored = await transact(ctx, (tx) => claimKey(tx, ctx, claim));
  if (stored) return stored;
  try {
    const response = await answer();
    await transact(ctx, (tx) => storeAnswer(tx, ctx, claim, response));
    return response;
  } catch (error) {
    await transact(ctx, async (tx) => {
      await tx.delete(idempotencyKeys).where(isClaim(ctx, claim));
    });
    throw error;
  }
}

function claimOf({ ctx, params, query, body, request }: Request_, contract: Contract): Claim {
  const key = request.headers.get("idempotency-key") ?? "";
  if (!KEY_FORMAT.test(key)) {
    throw invalidField("/Idempotency-Key", "Idempotency-Key must be 1 to 200 visible ASCII characters");
  }
  const requestHash = createHash("sha256")
    .update(JSON.stringify([contract.method, contract.path, params, query, body]))
    .digest("hex");
  return { actor: `${ctx.actor.kind}:${ctx.actor.id}`, key, requestHash };
}

function isClaim(ctx: Ctx, { actor, key }: Claim) {
  return and(
    eq(idempotencyKeys.workspaceId, ctx.workspaceId),
    eq(idempotencyKeys.actor, actor),
    eq(idempotencyKeys.key, key),
  );
}

const isOver = sql`${idempotencyKeys.createdAt} < now() - case when ${idempotencyKeys.status} is null
  then make_interval(secs => ${LEASE_SECONDS}) else make_interval(hours => ${KEPT_HOURS}) end`;

/** Claims the key for this request, or returns the answer that an earlier one left. */
async function claimKey(tx: Tx, ctx: Ctx, claim: Claim): Promise<Response | undefined> {
  // Without the lock a second insert would wait for the first transaction instead of answering 409.
  const lock = await tx.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId}:${claim.actor}:${claim.key}`}, 0)) as free`,
  );
  if (!lock.rows[0]?.free) throw inFlight();
  await tx.delete(idempotencyKeys).where(and(isClaim(ctx, claim), isOver));
  const [row] = await tx.select().from(idempotencyKeys).where(isClaim(ctx, claim));
  if (!row) {
    await tx.insert(idempotencyKeys).values({ workspaceId: ctx.workspaceId, ...claim });
    return undefined;
  }
  if (row.requestHash !== claim.requestHash) {
    throw new AppError(422, "idempotency_key_reused", "This Idempotency-Key was used for another request");
  }
  if (row.status === null) throw inFlight();
  return new Response(row.body, {
    status: row.status,
    headers: {
      "content-type": row.status < 400 ? "application/json" : "application/problem+json",
      "cache-control": "no-store",
      "idempotency-replayed": "true",
      "x-request-id": ctx.requestId,
    },
  });
}

async function storeAnswer(tx: Tx, ctx: Ctx, claim: Claim, response: Response): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ status: response.status, body: await response.clone().text() })
    .where(isClaim(ctx, claim));
}

/** What a repetition gets instead of an answer with a secret, which must not lie in the database. */
function shownOnce(ctx: Ctx): Response {
  const error = new Conflict("answer_not_kept", "It was made already, and its secret was shown once only");
  return problemResponse(error, ctx.requestId);
}

function inFlight(): Conflict {
  return new Conflict("request_in_flight", "The first request with this Idempotency-Key is still running");
}
