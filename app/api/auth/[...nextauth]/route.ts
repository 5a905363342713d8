import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/next-auth.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { NotFound } from "#lib/core/errors.ts";
import { isUsedAuthEndpoint } from "#lib/http/auth-endpoints.ts";
import { clientAddress } from "#lib/http/client-address.ts";
import { problemResponse, toAppError } from "#lib/http/problem.ts";
import { requestIdOf } from "#lib/http/request.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!isUsedAuthEndpoint(request.method, nextauth))
    return problemResponse(new NotFound(), requestIdOf(request));
  const browser = {
    ip: clientAddress(request.headers),
    userAgent: request.headers.get("user-agent"),
    cookie: request.cookies.get(sessionCookieName())?.value,
  };
  let failure: { error: unknown } | undefined;
  const options = authOptions(browser, (error) => {
    failure = { error };
  });
  const answer = await NextAuth(request, context, options);
  if (!failure) return answer;
  // The session is still open. A success would make the person think that they are signed out, so the answer is an
  // error that keeps the cookie.
  const requestId = requestIdOf(request);
  return problemResponse(toAppError(failure.error, requestId), requestId);
}

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
};
