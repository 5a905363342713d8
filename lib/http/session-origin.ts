import type { SessionOrigin } from "#lib/auth/session.ts";
import { UNATTENDED_HEADER } from "#lib/core/unattended.ts";
import { clientAddress } from "./client-address.ts";

/**
 * The origin of a person's request; undefined for a request that an open page makes by itself. An open page keeps its
 * stream open and refreshes, which must not keep the session of an absent person alive.
 */
export function sessionOriginOf(headers: Headers): SessionOrigin | undefined {
  const isStream = headers.get("accept")?.includes("text/event-stream");
  if (isStream || headers.has(UNATTENDED_HEADER)) return undefined;
  return { ip: clientAddress(headers), userAgent: headers.get("user-agent") };
}
