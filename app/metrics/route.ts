import { isIP } from "node:net";
import { Forbidden } from "#lib/core/errors.ts";
import { authenticate } from "#lib/http/authenticate.ts";
import { clientAddress } from "#lib/http/client-address.ts";
import { METRICS_TYPE, metricsText } from "#lib/http/metrics.ts";
import { problemResponse, toAppError } from "#lib/http/problem.ts";
import { requestIdOf } from "#lib/http/request.ts";

const LOOPBACK = /^(127\.|::1$)/;

/** For Prometheus: from this machine, or with an API key of the admin scope. */
export async function GET(request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const address = clientAddress(request.headers);
    const isLocal = address !== null && isIP(address) !== 0 && LOOPBACK.test(address);
    if (!isLocal && (await authenticate(request, requestId)).role !== "admin") throw new Forbidden();
    return new Response(await metricsText(), {
      headers: { "content-type": METRICS_TYPE, "cache-control": "no-store" },
    });
  } catch (error) {
    return problemResponse(toAppError(error, requestId), requestId);
  }
}
