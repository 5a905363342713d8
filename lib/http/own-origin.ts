import type { IncomingHttpHeaders } from "node:http";
import { env } from "#lib/core/env.ts";

/**
 * Whether a request comes from one of our own pages by its `Origin`: the requested host, or PUBLIC_URL behind a proxy
 * that sends a `Host` of its own. `X-Forwarded-Host` is ignored, because a client can send it.
 */
export function isOwnOrigin(origin: string | null | undefined, host: string | null | undefined): boolean {
  const url = origin ? URL.parse(origin) : null;
  return url !== null && (url.host === host || url.origin === publicOrigin());
}

/**
 * Replaces `X-Forwarded-Host` from a client or a proxy, because Next trusts it when it compares the origin of a
 * server action and when it forwards one.
 */
export function setForwardedHost(headers: IncomingHttpHeaders): void {
  const url = headers.origin ? URL.parse(headers.origin) : null;
  if (url && url.origin === publicOrigin()) headers["x-forwarded-host"] = url.host;
  else delete headers["x-forwarded-host"];
}

function publicOrigin(): string | undefined {
  const { PUBLIC_URL } = env();
  return PUBLIC_URL && URL.parse(PUBLIC_URL)?.origin;
}
