import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/next-auth.ts";
import { clientAddress } from "#lib/http/client-address.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = async (request: NextRequest, context: Context): Promise<Response> => {
  // next-auth would write there into our log what anyone sends.
  if ((await context.params).nextauth[0] === "_log") return new Response(null, { status: 404 });
  return NextAuth(request, context, authOptions(clientAddress));
};

export { handler as GET, handler as POST };
