import type { ServerResponse } from "node:http";
import { env } from "#lib/core/env.ts";

/** Nothing may be loaded, run, sent or framed: for every answer that is not a page with a policy of its own. */
const PLAIN_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Two years, as browsers ask for. Subdomains included: a cookie set by one would reach Leadline. */
const HTTPS_ONLY = "max-age=63072000; includeSubDomains";

/**
 * The headers of every answer that does not set them itself. Exceptions: pages have a content security policy with a
 * nonce (`proxy.ts`), and immutable files have a `Cache-Control` by Next.
 */
export function defaultHeaders({ PUBLIC_URL } = env()): Record<string, string> {
  return {
    "content-security-policy": PLAIN_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    ...(PUBLIC_URL?.startsWith("https:") ? { "strict-transport-security": HTTPS_ONLY } : {}),
  };
}

/** Read with the first answer of the process, when the environment is complete. */
let headersOfProcess: [name: string, value: string][] | undefined;

/**
 * Adds the missing headers at the moment when the head of an answer is written, below everything that answers: routes,
 * pages, static files, and Next's and Node's own refusals. Earlier, Next would append its header beside ours.
 */
export function addDefaultHeaders(response: ServerResponse): void {
  const { writeHead } = response;
  response.writeHead = (...head: unknown[]) => {
    headersOfProcess ??= Object.entries(defaultHeaders());
    if (!response.headersSent)
      for (const [name, value] of headersOfProcess)
        if (!response.hasHeader(name)) response.setHeader(name, value);
    // Headers that are passed to writeHead replace those that were set.
    return Reflect.apply(writeHead, response, head);
  };
}
