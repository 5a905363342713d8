import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import { keyedHash, keyedHashes } from "#lib/auth/keyed-hash.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, Conflict, invalidField } from "#lib/core/errors.ts";
import { isSecretField } from "#lib/core/secret-fields.ts";
import { transact, transactAround } from "#lib/core/transact.ts";
import { ANSWER_RETENTION_HOURS, IdempotencyKey } from "#lib/operations/idempotency/schema.ts";
import type { Contract } from "./contract/define.ts";
import { problemResponse } from "./problem.ts";

/** Seconds after which a claim without an answer expires, because its process must have died. */
const LEASE_SECONDS = 60;

/** A request with its key. Of its content only a hash is stored. */
type Claim = { actor: string; key: string; request: string };
type StoredAnswer = { status: number; body: string | null };
type IdempotentRequest = { ctx: Ctx; params: unknown; query: unknown; body: unknown; request: Request };

/** How a change that runs once answers. */
export type Once = {
  /**
   * The answer contains a secret that is shown once. It is not stored, and a repetition is only told that the change
   * was made.
   */
  secretAnswer?: boolean;
};

/**
 * Runs a POST once for its Idempotency-Key. The answer is stored in the transaction of the change, so that neither
 * exists without the other. A repetition gets the stored answer.
 * @throws Conflict (409) while the first is still running
 * @throws AppError 422 when the key came with another request before
 */
export async function withIdempotency(
  input: IdempotentRequest,
  contract: Contract,
  answer: () => Promise<Response>,
): Promise<Response> {
  const claim = claimOf(input, contract);
  if (contract.callsOutside) return answerOutsideTransaction(input.ctx, claim, answer);
  const keep = contract.secretAnswer ? shownOnce : undefined;
  return transactAround(input.ctx, async (tx) => {
    const stored = await claimKey(tx, input.ctx, claim);
    if (stored) return replay(input.ctx, stored);
    const response = await answer();
    await storeAnswer(tx, input.ctx, claim, await storedAnswerOf(keep?.(input.ctx) ?? response));
    return response;
  });
}

/**
 * Runs a screen's change once for the key that the screen chose. A repetition after a lost answer gets the result
 * that was stored with the change.
 * @param change identifies the change, to distinguish a repetition from another change under the same key
 * @throws Conflict (409) while the first is still running, and when its answer was a secret
 * @throws AppError 422 when the key came with another change before
 */
export function runOnce<Data>(
  ctx: Ctx,
  key: string,
  change: unknown,
  run: () => Promise<Data>,
  { secretAnswer = false }: Once = {},
): Promise<Data> {
  const claim = { actor: actorOf(ctx), key, request: comparableOf(change) };
  return transactAround(ctx, async (tx) => {
    const stored = await claimKey(tx, ctx, claim);
    if (stored?.status === SHOWN_ONCE.status) throw answerNotKept();
    if (stored) return JSON.parse(stored.body ?? "null");
    const data = await run();
    const answer = secretAnswer ? SHOWN_ONCE : { status: 200, body: JSON.stringify(data) };
    await storeAnswer(tx, ctx, claim, answer);
    return data;
  });
}

/** The same for an operation that calls an external service, which must not happen inside a transaction. */
async function answerOutsideTransaction(
  ctx: Ctx,
  claim: Claim,
  answer: () => Promise<Response>,
): Promise<Response> {
  const stored = await transact(ctx, (tx) => claimKey(tx, ctx, claim));
  if (stored) return replay(ctx, stored);
  try {
    const response = await answer();
    const answered = await storedAnswerOf(response);
    await transact(ctx, (tx) => storeAnswer(tx, ctx, claim, answered));
    return response;
  } catch (error) {
    await transact(ctx, async (tx) => {
      await tx.delete(idempotencyKeys).where(isClaim(ctx, claim));
    });
    throw error;
  }
}

function claimOf(
  { ctx, params, query, body, request: { headers } }: IdempotentRequest,
  contract: Contract,
): Claim {
  const key = headers.get("idempotency-key") ?? "";
  if (!IdempotencyKey.safeParse(key).success) {
    throw invalidField("/Idempotency-Key", "Idempotency-Key must be 1 to 200 visible ASCII characters");
  }
  const request = comparableOf([contract.method, contract.path, params, query, body]);
  return { actor: actorOf(ctx), key, request };
}

const actorOf = ({ actor }: Ctx) => `${actor.kind}:${actor.id}`;

/** The purpose of the key for the hashes of requests. */
const PURPOSE = "idempotency";

/** The parts of a request that are compared. Secrets are left out, so that not even their hash is stored. */
const comparableOf = (request: unknown) =>
  JSON.stringify(request, (name, value) => (isSecretField(name) ? undefined : value));

function isClaim(ctx: Ctx, { actor, key }: Claim) {
  return and(
    eq(idempotencyKeys.workspaceId, ctx.workspaceId),
    eq(idempotencyKeys.actor, actor),
    eq(idempotencyKeys.key, key),
  );
}

const isOver = sql`${idempotencyKeys.createdAt} < now() - case when ${idempotencyKeys.status} is null
  then make_interval(secs => ${LEASE_SECONDS}) else make_interval(hours => ${ANSWER_RETENTION_HOURS}) end`;

/** Claims the key for this request, or returns the stored answer of an earlier one. */
async function claimKey(tx: Tx, ctx: Ctx, claim: Claim): Promise<StoredAnswer | undefined> {
  // With the lock a second request is answered with 409. Otherwise its insert would wait for the first transaction.
  const lock = await tx.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId}:${claim.actor}:${claim.key}`}, 0)) as free`,
  );
  if (!lock.rows[0]?.free) throw inFlight();
  await tx.delete(idempotencyKeys).where(and(isClaim(ctx, claim), isOver));
  const [row] = await tx.select().from(idempotencyKeys).where(isClaim(ctx, claim));
  if (!row) {
    const { actor, key, request } = claim;
    const requestHash = keyedHash(PURPOSE, request);
    await tx.insert(idempotencyKeys).values({ workspaceId: ctx.workspaceId, actor, key, requestHash });
    return undefined;
  }
  if (!keyedHashes(PURPOSE, claim.request).includes(row.requestHash)) {
    throw new AppError(422, "idempotency_key_reused", "This Idempotency-Key was used for another request");
  }
  const { status, body } = row;
  if (status === null) throw inFlight();
  return { status, body };
}

/** The answer that an earlier request got. */
function replay(ctx: Ctx, { status, body }: StoredAnswer): Response {
  return new Response(body, {
    status,
    headers: {
      "content-type": status < 400 ? "application/json" : "application/problem+json",
      "cache-control": "no-store",
      "idempotency-replayed": "true",
      "x-request-id": ctx.requestId,
    },
  });
}

async function storedAnswerOf(response: Response): Promise<StoredAnswer> {
  // An answer without a body, such as a 204, must not get an empty one.
  return { status: response.status, body: (await response.clone().text()) || null };
}

async function storeAnswer(tx: Tx, ctx: Ctx, claim: Claim, stored: StoredAnswer): Promise<void> {
  await tx.update(idempotencyKeys).set(stored).where(isClaim(ctx, claim));
}

/** Stored instead of a result with a secret, which must not be in the database. */
const SHOWN_ONCE: StoredAnswer = { status: 409, body: null };

function answerNotKept(): Conflict {
  return new Conflict("answer_not_kept", "It was made already, and its secret was shown once only");
}

/** The answer to a repetition instead of one with a secret. */
const shownOnce = (ctx: Ctx): Response => problemResponse(answerNotKept(), ctx.requestId);

function inFlight(): Conflict {
  return new Conflict("request_in_flight", "The first request with this Idempotency-Key is still running");
}
