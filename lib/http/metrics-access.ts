import { hash as digest, timingSafeEqual } from "node:crypto";
import { env } from "#lib/core/env.ts";
import { Forbidden, Unauthenticated } from "#lib/core/errors.ts";
import { authenticate, bearerOf } from "./authenticate.ts";

/**
 * Refuses a request with neither METRICS_TOKEN nor an API key of the admin scope. Browser sessions do not count, and no
 * address is trusted: behind a proxy on the same machine, every request comes from loopback.
 * @throws Unauthenticated
 * @throws Forbidden for a key of another scope
 */
export async function assertMayReadMetrics(request: Request, requestId: string): Promise<void> {
  const bearer = bearerOf(request.headers);
  if (bearer === undefined) throw new Unauthenticated("Send METRICS_TOKEN, or an API key of the admin scope");
  if (isMetricsToken(bearer)) return;
  if ((await authenticate(request, requestId)).role !== "admin") throw new Forbidden();
}

/** Compares hashes, because they have the same length: so the time taken reveals nothing of the token. */
function isMetricsToken(bearer: string): boolean {
  const token = env().METRICS_TOKEN;
  const hashOf = (text: string) => digest("sha256", text, "buffer");
  return token !== undefined && timingSafeEqual(hashOf(bearer), hashOf(token));
}
