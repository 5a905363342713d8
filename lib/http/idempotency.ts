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

/** Seconds after which a claim without an answer belongs to a process that died on the way. */
const LEASE_SECONDS = 60;

/** A request under its key. What was sent is kept as a hash alone. */
type Claim = { actor: string; key: string; request: string };
type Kept = { status: number; body: string | null };
type Request_ = { ctx: Ctx; params: unknown; query: unknown; body: unknown; request: Request };

/** How a change that is made once answers. */
export type Once = {
  /** With a secret that is shown once: it is not kept, and a repetition is told that it was made. */
  secretAnswer?: boolean;
};

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
    const kept = await claimKey(tx, input.ctx, claim);
    if (kept) return replay(input.ctx, kept);
    const response = await answer();
    await storeAnswer(tx, input.ctx, claim, await keptOf(keep?.(input.ctx) ?? response));
    return response;
  });
}

/**
 * Runs a change that a screen asks for once for the key that the screen chose: a repetition, after an answer that
 * was lost, gets the result that was stored with the change.
 * @param change what is asked for, to know a repetition from another change under the same key
 * @throws Conflict (409) while the first is still running, and where its answer was a secret
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
    const kept = await claimKey(tx, ctx, claim);
    if (kept?.status === SHOWN_ONCE.status) throw answerNotKept();
    if (kept) return JSON.parse(kept.body ?? "null");
    const data = await run();
    const answer = secretAnswer ? SHOWN_ONCE : { status: 200, body: JSON.stringify(data) };
    await storeAnswer(tx, ctx, claim, answer);
    return data;
  });
}

/** The same for an operation that waits for the outside world, which no transaction may do. */
async function answerBesideTheChange(
  ctx: Ctx,
  claim: Claim,
  answer: () => Promise<Response>,
): Promise<Response> {
  const kept = await transact(ctx, (tx) => claimKey(tx, ctx, claim));
  if (kept) return replay(ctx, kept);
  try {
    const response = await answer();
    const answered = await keptOf(response);
    await transact(ctx, (tx) => storeAnswer(tx, ctx, claim, answered));
    return response;
  } catch (error) {
    await transact(ctx, async (tx) => {
      await tx.delete(idempotencyKeys).where(isClaim(ctx, claim));
    });
    throw error;
  }
}

function claimOf({ ctx, params, query, body, request: { headers } }: Request_, contract: Contract): Claim {
  const key = headers.get("idempotency-key") ?? "";
  if (!IdempotencyKey.safeParse(key).success) {
    throw invalidField("/Idempotency-Key", "Idempotency-Key must be 1 to 200 visible ASCII characters");
  }
  const request = comparableOf([contract.method, contract.path, params, query, body]);
  return { actor: actorOf(ctx), key, request };
}

const actorOf = ({ actor }: Ctx) => `${actor.kind}:${actor.id}`;

/** The purpose of the key that requests are hashed with. */
const PURPOSE = "idempotency";

/** What tells two requests apart. Passwords and the like are left out, so that not even their hash is kept. */
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

/** Claims the key for this request, or returns the answer that an earlier one left. */
async function claimKey(tx: Tx, ctx: Ctx, claim: Claim): Promise<Kept | undefined> {
  // Without the lock a second insert would wait for the first transaction instead of answering 409.
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
function replay(ctx: Ctx, { status, body }: Kept): Response {
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

async function keptOf(response: Response): Promise<Kept> {
  // An answer without a body, such as a 204, may not be given an empty one.
  return { status: response.status, body: (await response.clone().text()) || null };
}

async function storeAnswer(tx: Tx, ctx: Ctx, claim: Claim, kept: Kept): Promise<void> {
  await tx.update(idempotencyKeys).set(kept).where(isClaim(ctx, claim));
}

/** What is kept instead of a result with a secret, which must not lie in the database. */
const SHOWN_ONCE: Kept = { status: 409, body: null };

function answerNotKept(): Conflict {
  return new Conflict("answer_not_kept", "It was made already, and its secret was shown once only");
}

/** What a repetition gets instead of an answer with a secret. */
const shownOnce = (ctx: Ctx): Response => problemResponse(answerNotKept(), ctx.requestId);

function inFlight(): Conflict {
  return new Conflict("request_in_flight", "The first request with this Idempotency-Key is still running");
}
