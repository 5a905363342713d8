import { env } from "#lib/core/env.ts";

/** Seconds that a browser may cache the answer to a preflight. */
const PREFLIGHT_MAX_AGE = "600";

let origins: Set<string> | undefined;

function allowedOrigin(request: Request): string | undefined {
  origins ??= new Set(
    env()
      .CORS_ORIGINS.split(",")
      .map((origin) => origin.trim())
      .filter(Boolean),
  );
  if (origins.size === 0) return undefined;
  const origin = request.headers.get("origin");
  return origin && origins.has(origin) ? origin : undefined;
}

/** Lets pages of CORS_ORIGINS read the answer. Cookies are never allowed across sites. */
export function withCors(request: Request, response: Response): Response {
  const origin = allowedOrigin(request);
  if (!origin) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", "Link, X-Total-Count, X-Request-Id, Retry-After");
  response.headers.append("vary", "Origin");
  return response;
}

export function preflight(request: Request, allowed: string): Response | undefined {
  const origin = allowedOrigin(request);
  if (!origin || !request.headers.has("access-control-request-method")) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      allow: allowed,
      "access-control-allow-origin": origin,
      "access-control-allow-methods": allowed,
      "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, If-Match, X-Request-Id",
      "access-control-max-age": PREFLIGHT_MAX_AGE,
      vary: "Origin",
    },
  });
}
