import { AppError } from "#lib/core/errors.ts";
import type { Method } from "./contract/define.ts";
import { preflight, withCors } from "./cors.ts";
import { problemResponse } from "./problem.ts";
import { requestIdOf } from "./request.ts";
import type { RouteHandler } from "./route.ts";

type Handler = (request: Request, context: Parameters<RouteHandler>[1]) => Promise<Response>;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/**
 * Every method of one path: the given routes, HEAD where there is a GET, and for the rest a 405 that
 * names what is allowed. (Next's own 405 has an empty body.)
 */
export function resource(
  routes: Partial<Record<Method, RouteHandler>>,
): Record<(typeof METHODS)[number], Handler> {
  const { GET } = routes;
  const allowed = METHODS.filter((method) => (method === "HEAD" ? GET : method in routes)).join(", ");
  const refuse: Handler = async (request) => {
    const error = new AppError(405, "method_not_allowed", `This path answers ${allowed}`);
    return withCors(request, problemResponse(error, requestIdOf(request), { allow: allowed }));
  };
  const head: Handler = async (request, context) => {
    if (!GET) return refuse(request, context);
    const { status, headers, body } = await GET(request, context);
    // An unread stream would never end.
    await body?.cancel();
    return new Response(null, { status, headers });
  };
  return {
    GET: GET ?? refuse,
    HEAD: head,
    POST: routes.POST ?? refuse,
    PUT: routes.PUT ?? refuse,
    PATCH: routes.PATCH ?? refuse,
    DELETE: routes.DELETE ?? refuse,
    OPTIONS: async (request, context) => preflight(request, allowed) ?? refuse(request, context),
  };
}
