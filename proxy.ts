import { type NextRequest, NextResponse } from "next/server";
import { findSession } from "#lib/auth/session.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { PAGE_IDENTITY_HEADER, pageIdentity } from "#lib/core/page-identity.ts";
import { contentSecurityPolicy, newNonce } from "#lib/http/content-security-policy.ts";
import { refusalBeforeNext, refusalOfPage } from "#lib/http/refusal-before-next.ts";
import { PAGE_ADDRESS_HEADER } from "#lib/http/safe-return-path.ts";

/**
 * Answers requests on which Next would fail with a 500, and sets the content security policy of pages. It guards
 * nothing: every route and action authenticates by itself.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const refusal = refusalBeforeNext(request);
  if (refusal) return refusal;
  if (!wantsPage(request)) return NextResponse.next();
  const pageRefusal = refusalOfPage(request);
  if (pageRefusal) return pageRefusal;
  if (await isForAnotherPage(request)) return new Response(null, { status: 409 });
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(PAGE_ADDRESS_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * Whether a page that was made for another session requests a screen, which would mix two workspaces on one page.
 * After a refusal the browser loads the screen as a whole page. Actions check this themselves.
 */
async function isForAnotherPage({ headers, cookies }: NextRequest): Promise<boolean> {
  const mark = headers.get(PAGE_IDENTITY_HEADER);
  const cookie = cookies.get(sessionCookieName())?.value;
  if (mark === null || cookie === undefined || headers.has("next-action")) return false;
  const found = await findSession(cookie);
  return (
    found !== undefined && pageIdentity({ workspaceId: found.workspaceId, userId: found.actor.id }) !== mark
  );
}

const OWN_ANSWERS = /^\/(?:api\/(?!docs)|health|ready|metrics)/;

function wantsPage(request: NextRequest): boolean {
  return !OWN_ANSWERS.test(request.nextUrl.pathname);
}

export const config = { matcher: ["/((?!_next/static/|icon\\.svg$).*)"] };
