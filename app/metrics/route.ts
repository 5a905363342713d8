import { METRICS_TYPE, metricsText } from "#lib/http/metrics.ts";
import { assertMayReadMetrics } from "#lib/http/metrics-access.ts";
import { problemResponse, toAppError } from "#lib/http/problem.ts";
import { requestIdOf } from "#lib/http/request.ts";

/** Metrics for Prometheus. Requires METRICS_TOKEN or an API key with the admin scope. */
export async function GET(request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    await assertMayReadMetrics(request, requestId);
    return new Response(await metricsText(), {
      headers: { "content-type": METRICS_TYPE, "cache-control": "no-store" },
    });
  } catch (error) {
    return problemResponse(toAppError(error, requestId), requestId);
  }
}
