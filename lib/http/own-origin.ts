import type { IncomingHttpHeaders } from "node:http";
import { env } from "#lib/core/env.ts";

/**
 * Whether a browser says that a request comes from one of our own pages: from the host that was asked, or, behind a
 * proxy that sends a `Host` of its own, from PUBLIC_URL. `X-Forwarded-Host` is not asked, since a client can send it.
 */
export function isOwnOrigin(origin: string | null | undefined, host: string | null | undefined): boolean {
  const url = origin ? URL.parse(origin) : null;
  return url !== null && (url.host === host || url.origin === publicOrigin());
}

/**
 * Replaces what a client or a proxy sent as `X-Forwarded-Host`: Next believes it, where it compares the origin of a
 * server action and where it forwards one.
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
