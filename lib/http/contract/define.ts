import type { z } from "zod";
import type { Permission } from "#lib/auth/permissions.ts";
import type { Obligation } from "#lib/core/ctx.ts";
import { boundPeriods } from "#lib/core/period.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One operation of the API, declared once: it checks requests, shapes answers and documents itself. */
export type Contract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  method: Method;
  /** Below /api/v1, with `{name}` for each parameter. */
  path: string;
  permission: Permission;
  summary: string;
  description?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** The success statuses this operation can answer with; the first is the usual one. */
  statuses: readonly [number, ...number[]];
  response?: Response;
  /** Refusals beyond the ones that every operation has (401, 403, 404, 405, 413, 415, 422). */
  refusals?: readonly number[];
  /** A body that may be left out counts as `{}`. */
  optionalBody?: boolean;
  /** Bare JSON array with `Link` and `X-Total-Count`. */
  paged?: boolean;
  /** What a person may still have to do first without being refused here, such as replacing their password. */
  openDuring?: readonly Obligation[];
  /**
   * Calls the outside world or computes for long, so its Idempotency-Key is kept beside the change and not inside its
   * transaction.
   */
  callsOutside?: boolean;
  /** The answer holds a secret that is shown once: it is not kept for a repetition. */
  secretAnswer?: boolean;
  /**
   * Its body holds nothing but secrets, which are not kept even as a hash: two requests under one Idempotency-Key could
   * not be told apart, so the key is ignored.
   */
  ignoresIdempotencyKey?: boolean;
  example?: { body?: unknown; response?: unknown };
};

/** Declares an operation. A period that its query names has a greatest length. */
export function defineContract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(contract: Contract<Params, Query, Body, Response>): Contract<Params, Query, Body, Response> {
  return contract.query ? { ...contract, query: boundPeriods(contract.query) } : contract;
}
