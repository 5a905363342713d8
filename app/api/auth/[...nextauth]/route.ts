import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/next-auth.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { clientAddress } from "#lib/http/client-address.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(
    request,
    context,
    authOptions({
      ip: clientAddress(request.headers),
      userAgent: request.headers.get("user-agent"),
      cookie: request.cookies.get(sessionCookieName())?.value,
    }),
  );

export { handler as GET, handler as POST };
