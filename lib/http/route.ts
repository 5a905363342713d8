import type { z } from "zod";
import { assertNoObligation } from "#lib/auth/obligations.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { recordRefusal } from "#lib/auth/security-events.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, NotFound } from "#lib/core/errors.ts";
import { authenticate } from "./authenticate.ts";
import type { Contract } from "./contract/define.ts";
import { withCors } from "./cors.ts";
import { fitAnswer } from "./fit-answer.ts";
import { withIdempotency } from "./idempotency.ts";
import { observeRequest } from "./metrics.ts";
import { afterSaving, invalidInputOf, problemResponse, toAppError } from "./problem.ts";
import { ifMatchOf, jsonBodyOf, queryOf, requestIdOf } from "./request.ts";

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;

/** The validated input of a handler. */
export type RouteInput<Params, Query, Body> = {
  ctx: Ctx;
  params: Output<Params>;
  query: Output<Query>;
  body: Output<Body>;
  /** The version of If-Match, for edits that do not carry one in the body. */
  ifMatch: number | undefined;
  request: Request;
};

/** An answer with another status than the default, or with headers. */
export class Reply<Body> {
  readonly body: Body;
  readonly status: number | undefined;
  readonly headers: Record<string, string>;
  constructor(body: Body, options: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }
}

/** An answer whose body is JSON text already, with exactly the fields of the contract. */
export class WrittenReply<Body> {
  declare readonly means: Body;
  readonly text: string;
  readonly headers: Record<string, string>;
  constructor(text: string, headers: Record<string, string> = {}) {
    this.text = text;
    this.headers = headers;
  }
}

export type RouteHandler = ((
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>) & { contract: Contract };

type Answer<Body> = Body | Reply<Body> | WrittenReply<Body> | Response;

/**
 * Makes a route of a contract and a handler: authenticate, authorize, validate, handle, shape the answer, and map
 * every failure. The result is a plain `(Request) => Promise<Response>`.
 * @param prepare slow work without the database, such as hashing a password. It runs before the transaction that an
 * Idempotency-Key opens around the change
 */
export function route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response_ extends z.ZodType,
  Prepared = undefined,
>(
  contract: Contract<Params, Query, Body, Response_>,
  handle: (
    input: RouteInput<Params, Query, Body> & { prepared: Prepared },
  ) => Promise<Answer<z.input<Response_>>>,
  prepare?: (ctx: Ctx, body: Output<Body>) => Promise<Prepared>,
): RouteHandler {
  const operation = `${contract.method} ${contract.path}`;
  const answer = async (request: Request, rawParams: Record<string, unknown>, requestId: string) => {
    const ctx = await authenticate(request, requestId);
    return answerTo(ctx, request, rawParams).catch((error: unknown) => {
      recordRefusal(ctx, operation, error);
      throw afterSaving(ctx, error);
    });
  };
  const answerTo = async (ctx: Ctx, request: Request, rawParams: Record<string, unknown>) => {
    assertNoObligation(ctx, contract.openDuring);
    authorize(ctx, contract.permission);
    const input = (await checkedInput(contract, ctx, request, rawParams)) as RouteInput<Params, Query, Body>;
    const prepared = (await prepare?.(ctx, input.body)) as Prepared;
    const respond = async () => toResponse(contract, await handle({ ...input, prepared }), ctx.requestId);
    const isRepeatable =
      contract.method === "POST" && !contract.ignoresIdempotencyKey && request.headers.has("idempotency-key");
    return isRepeatable ? withIdempotency(input, contract, respond) : respond();
  };
  const handler = async (request: Request, context: { params: Promise<Record<string, unknown>> }) => {
    const began = performance.now();
    const requestId = requestIdOf(request);
    const response = await answer(request, await context.params, requestId).catch((error: unknown) =>
      problemResponse(toAppError(error, requestId), requestId),
    );
    observeRequest(operation, response.status, (performance.now() - began) / 1000);
    return withCors(request, response);
  };
  return Object.assign(handler, { contract: contract as Contract });
}

async function checkedInput(
  contract: Contract,
  ctx: Ctx,
  request: Request,
  rawParams: Record<string, unknown>,
) {
  const params = contract.params?.safeParse(rawParams);
  if (params && !params.success) throw new NotFound();
  const rawQuery = queryOf(request);
  const query = contract.query?.safeParse(rawQuery);
  if (query && !query.success) throw invalidInputOf(query.error);
  if (!contract.query && Object.keys(rawQuery).length > 0) {
    throw new AppError(422, "invalid_input", "This operation takes no query parameters");
  }
  const body = contract.body?.safeParse(await jsonBodyOf(request, contract.optionalBody ?? false));
  if (body && !body.success) throw invalidInputOf(body.error);
  return {
    ctx,
    params: params?.data ?? {},
    query: query?.data ?? {},
    body: body?.data ?? {},
    ifMatch: ifMatchOf(request),
    request,
  };
}

function toResponse(contract: Contract, result: unknown, requestId: string): Response {
  if (result instanceof Response) return result;
  if (result instanceof WrittenReply)
    return jsonResponse(result.text, contract.statuses[0], requestId, result.headers);
  const reply = result instanceof Reply ? result : new Reply(result);
  const status = reply.status ?? contract.statuses[0];
  if (status === 204) return jsonResponse(null, status, requestId, reply.headers);
  const body = contract.response ? fitAnswer(contract.response, reply.body, requestId) : reply.body;
  return jsonResponse(JSON.stringify(body), status, requestId, reply.headers);
}

function jsonResponse(
  text: string | null,
  status: number,
  requestId: string,
  headers: Record<string, string>,
): Response {
  // As bytes, because a string would be validated and encoded, which is slower.
  return new Response(text === null ? null : Buffer.from(text), {
    status,
    headers: {
      ...(text === null ? {} : { "content-type": "application/json" }),
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });
}
