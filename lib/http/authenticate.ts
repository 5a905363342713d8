import { findApiKey } from "#lib/auth/api-key.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import { recordKeyUse } from "#lib/auth/security-events.ts";
import { findSession } from "#lib/auth/session.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { cookieOf } from "#lib/core/cookie.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden, Unauthenticated } from "#lib/core/errors.ts";
import { chooseLocale, LOCALE_COOKIE } from "#lib/core/locale.ts";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { clientAddress } from "./client-address.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { assertPageIdentity } from "./page-identity.ts";
import { sessionOriginOf } from "./session-origin.ts";

const SAFE_METHODS = new Set(["GET", "HEAD"]);

/**
 * The ctx of a request, by its API key or its browser session.
 * @throws Unauthenticated
 * @throws Forbidden when a browser sends it from another site
 * @throws Conflict when it comes from a page that was made for another session
 */
export async function authenticate(
  request: Pick<Request, "headers" | "method">,
  requestId: string,
): Promise<Ctx> {
  const { headers } = request;
  const origin = { ip: clientAddress(headers), userAgent: headers.get("user-agent"), requestId };
  const accepted = headers.get("accept-language");
  if (headers.has("authorization")) {
    const key = bearerOf(headers);
    const identity = key ? await findApiKey(key) : undefined;
    if (!identity) throw new Unauthenticated();
    const locale = chooseLocale({ accepted });
    const ctx = makeCtx(identity.workspaceId, identity.actor, identity.role, { ...origin, locale });
    recordKeyUse(ctx);
    return ctx;
  }
  const cookie = cookieOf(headers, sessionCookieName());
  const identity = cookie ? await findSession(cookie, sessionOriginOf(headers)) : undefined;
  if (!identity) throw new Unauthenticated();
  if (!SAFE_METHODS.has(request.method)) assertSameOrigin(headers);
  const locale = chooseLocale({
    person: identity.locale,
    browser: cookieOf(headers, LOCALE_COOKIE),
    accepted,
  });
  const { session } = identity;
  const ctx = makeCtx(identity.workspaceId, identity.actor, identity.role, { ...origin, locale, session });
  // Scripts and the page of the API's documentation belong to no workspace and send no identity.
  const mark = headers.get(PAGE_IDENTITY_HEADER);
  if (mark !== null) assertPageIdentity(ctx, mark);
  return ctx;
}

/** The token of `Authorization: Bearer …`, or undefined. */
export function bearerOf(headers: Headers): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}

/** Refuses changes from other sites, by the origin that browsers send. */
function assertSameOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const ownOrigin = isOwnOrigin(headers.get("origin"), headers.get("host"));
  if (site === "same-origin" || (site === null && ownOrigin)) return;
  throw new Forbidden("A change with a browser session must come from Leadline's own pages");
}
