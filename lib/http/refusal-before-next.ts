import { AppError } from "#lib/core/errors.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { problemResponse } from "./problem.ts";
import { requestIdOf } from "./request.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * The refusal of a change that is sent to a page and is no server action. Next would look for an action in its body,
 * and fail when the body is no form. Undefined when the request may continue.
 */
export function refusalOfPage(request: Request): Response | undefined {
  if (request.method === "GET" || request.method === "HEAD" || request.headers.has("next-action"))
    return undefined;
  const problem = new AppError(405, "method_not_allowed", "This page answers GET, HEAD");
  return problemResponse(problem, requestIdOf(request), { allow: "GET, HEAD" });
}

/**
 * The answer to a request that Next itself would fail on: a path that cannot be decoded, a method it
 * does not know, and, for server actions, a foreign or malformed Origin or router state. Undefined when
 * the request may go on.
 */
export function refusalBeforeNext(request: Request): Response | undefined {
  const problem = problemOf(request);
  return problem && problemResponse(problem, requestIdOf(request));
}

function problemOf(request: Request): AppError | undefined {
  if (!METHODS.has(request.method))
    return new AppError(405, "method_not_allowed", "This method is not known here");
  if (!isDecodable(request.url)) return new AppError(404, "not_found", "The path is malformed");
  const { headers } = request;
  const routerState = headers.get("next-router-state-tree");
  if (routerState !== null && !isJson(routerState))
    return new AppError(400, "malformed_header", "next-router-state-tree is malformed");
  if (headers.has("next-action")) return actionProblem(request);
  return undefined;
}

function isDecodable(url: string): boolean {
  try {
    const start = url.indexOf("/", url.indexOf("//") + 2);
    const end = url.indexOf("?");
    decodeURIComponent(url.slice(start, end < 0 ? undefined : end));
    return true;
  } catch {
    return false;
  }
}

function isJson(encoded: string): boolean {
  try {
    JSON.parse(decodeURIComponent(encoded));
    return true;
  } catch {
    return false;
  }
}

function actionProblem(request: Request): AppError | undefined {
  if (!isOwnOrigin(request.headers.get("origin"), request.headers.get("host"))) {
    return new AppError(403, "foreign_origin", "This must come from Leadline's own pages");
  }
  if (!/^[0-9a-f]{20,64}$/.test(request.headers.get("next-action") ?? "")) {
    return new AppError(404, "not_found", "There is no such action");
  }
  return undefined;
}
