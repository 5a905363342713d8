import { ZodError } from "zod";
import type { Ctx } from "#lib/core/ctx.ts";
import { databaseCode, isConnectionLost, isRaceLost, isStatementTimeout } from "#lib/core/database-error.ts";
import {
  AppError,
  Conflict,
  InvalidInput,
  type Problem,
  TooManyRequests,
  Unavailable,
} from "#lib/core/errors.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { hasSaved } from "#lib/core/saved-changes.ts";

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  408: "Request timeout",
  409: "Conflict",
  412: "Precondition failed",
  413: "Content too large",
  415: "Unsupported media type",
  422: "Invalid input",
  429: "Too many requests",
  431: "Request header fields too large",
  500: "Internal error",
  503: "Service unavailable",
};

/** PostgreSQL's class of values that do not fit their type, such as those of a cursor that was made up. */
const DATA_EXCEPTION = /^22/;
/** A concurrent request created or deleted the same, and a constraint of the database refused the second. */
const COLLISION = new Set(["23505", "23503", "23P01"]);

/** The title of a status. */
export function problemTitle(status: number): string {
  return TITLES[status] ?? "Error";
}

/** The JSON pointer (RFC 6901) to a field of the body. */
export function pointerOf(path: PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The limit that a value exceeded, and of what: characters of a string, items of an array, a number. */
function paramsOf(issue: ZodError["issues"][number]): Pick<Problem, "params"> {
  if (issue.code === "too_small") return { params: { limit: Number(issue.minimum), of: issue.origin } };
  if (issue.code === "too_big") return { params: { limit: Number(issue.maximum), of: issue.origin } };
  return {};
}

/** The issues of a schema as the problems of a 422. */
export function invalidInputOf(error: ZodError): InvalidInput {
  return new InvalidInput(
    error.issues.slice(0, 50).map((issue): Problem => {
      const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
      const path = unknown === undefined ? issue.path : [...issue.path, unknown];
      return {
        code: (issue.code === "custom" && issue.params?.code) || issue.code,
        detail: issue.message.slice(0, 300),
        pointer: pointerOf(path).slice(0, 300),
        ...paramsOf(issue),
      };
    }),
  );
}

/** Any failure as one that the caller may read. A bug becomes a 500 without details. */
export function toAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return invalidInputOf(error);
  if (isConnectionLost(error))
    return new Unavailable("database_unavailable", "The database is not reachable");
  if (isRaceLost(error))
    return new Unavailable(
      "try_again",
      "Another request changed the same record at the same time. Nothing was saved. Send it again",
    );
  const code = databaseCode(error);
  if (code && COLLISION.has(code))
    return new Conflict(
      "collision",
      "Another request created or deleted the same record at this moment. Nothing was saved. Read it again",
    );
  if (code && DATA_EXCEPTION.test(code))
    return new InvalidInput([], "A value does not fit what it is compared with");
  if (isStatementTimeout(error)) return new Unavailable("database_timeout", "The database took too long");
  log.error({ requestId, ...faultDetails(error) }, "fault");
  return new AppError(500, "internal", "Something went wrong on our side. Nothing was changed");
}

/**
 * Replaces a failure after the change was saved by one that tells the caller not to send it again. Refusals stay,
 * because a verb that saves in parts says itself what it left out.
 * @returns the failure itself when nothing was saved
 */
export function afterSaving(ctx: Ctx, error: unknown): unknown {
  if (!hasSaved(ctx) || (error instanceof AppError && error.status < 429)) return error;
  log.error({ requestId: ctx.requestId, ...faultDetails(error) }, "fault after a change was saved");
  return new AppError(
    500,
    "internal_after_save",
    "The change was saved, but something went wrong afterwards. Read it again, and do not send it once more",
  );
}

/** A failure as problem details (RFC 9457). */
export type ProblemJson = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  request_id: string;
  errors?: Problem[];
  /** The present row, with a 412. */
  current?: unknown;
  /** With reauthentication_required: this person has no password to confirm. */
  sign_in_again?: boolean;
};

export function problemJson(error: AppError, requestId: string): ProblemJson {
  return {
    type: "about:blank",
    title: problemTitle(error.status),
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.problems.length > 0 ? { errors: error.problems } : {}),
    ...error.extra,
  };
}

export function problemResponse(
  error: AppError,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(problemJson(error, requestId)), {
    status: error.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...(error instanceof TooManyRequests || error instanceof Unavailable
        ? { "retry-after": String(error.retryAfterSeconds) }
        : {}),
      ...headers,
    },
  });
}
