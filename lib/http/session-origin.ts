import type { SessionOrigin } from "#lib/auth/session.ts";
import { UNATTENDED_HEADER } from "#lib/core/unattended.ts";
import { clientAddress } from "./client-address.ts";

/**
 * Where a person uses their session from; undefined for a request that an open page makes by itself. It keeps its
 * stream open and refreshes what it shows, which must not keep alive a session whose person has left.
 */
export function sessionOriginOf(headers: Headers): SessionOrigin | undefined {
  const isStream = headers.get("accept")?.includes("text/event-stream");
  if (isStream || headers.has(UNATTENDED_HEADER)) return undefined;
  return { ip: clientAddress(headers), userAgent: headers.get("user-agent") };
}
