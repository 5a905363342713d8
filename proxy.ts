import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "#lib/http/content-security-policy.ts";
import { refusalBeforeNext } from "#lib/http/refusal-before-next.ts";

/**
 * Answers what Next would answer with a 500 of its own, and gives pages their security headers. It is
 * never the guard of anything: every route and action authenticates by itself.
 */
export function proxy(request: NextRequest): Response {
  const refusal = refusalBeforeNext(request);
  if (refusal) return refusal;
  if (!wantsPage(request)) return NextResponse.next();
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  return response;
}

const OWN_ANSWERS = /^\/(?:api\/(?!docs)|health|ready|metrics)/;

function wantsPage(request: NextRequest): boolean {
  return !OWN_ANSWERS.test(request.nextUrl.pathname);
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon|favicon).*)"] };
