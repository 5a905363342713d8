import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import credentialsModule from "next-auth/providers/credentials";
import { AppError } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { demoSignIn } from "./demo-sign-in.ts";
import { nextAuthLogger } from "./next-auth-log.ts";
import { authSecret } from "./secret.ts";
import { recordFailedSignIn, recordSignIn } from "./security-events.ts";
import {
  decryptCookie,
  isSecureSession,
  SESSION_MAX_AGE,
  type SessionToken,
  sessionCookieName,
} from "./session-cookie.ts";
import { signIn } from "./sign-in.ts";
import { workspacesOf } from "./workspaces-of.ts";

type RequestHeaders = Record<string, string | undefined>;

/** What a provider hands to the `jwt` callback; next-auth wants an id in text. */
type Entrant = SessionToken & { id: string };

// The package is CommonJS: under Node's own loader the function is one level deeper than under a bundler.
const credentials = ((module: typeof credentialsModule & { default?: typeof credentialsModule }) =>
  module.default ?? module)(credentialsModule);

type Attempt = { method: "password" | "demo"; email?: string; origin: Origin };

/** Notes how a sign-in ended. Of a failure the browser is told the code alone. */
async function enter(opening: Promise<SessionToken>, { method, email, origin }: Attempt): Promise<Entrant> {
  try {
    const session = await opening;
    recordSignIn(session, method, origin);
    return { ...session, id: String(session.userId) };
  } catch (error) {
    if (email) recordFailedSignIn(email, error, origin);
    throw new Error(error instanceof AppError ? error.code : "internal");
  }
}

/**
 * next-auth does the sign-in and sign-out endpoints, their CSRF token and the encrypted cookie.
 * @param addressOf tells the client's address from the request's headers
 */
export function authOptions(addressOf: (headers: Headers) => string | null): NextAuthOptions {
  const originOf = (given: RequestHeaders | undefined) => {
    const headers = toHeaders(given);
    return { ip: addressOf(headers), userAgent: headers.get("user-agent") };
  };
  return {
    secret: authSecret(),
    logger: nextAuthLogger,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE },
    jwt: { decode: ({ token }) => decryptCookie(token) },
    pages: { signIn: "/login" },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecureSession() },
      },
    },
    providers: [
      credentials({
        id: "password",
        credentials: { email: {}, password: {} },
        authorize: (given, request) => {
          const { email = "", password = "" } = given ?? {};
          const origin = originOf(request.headers);
          return enter(signIn({ email, password, ip: origin.ip }), { method: "password", email, origin });
        },
      }),
      credentials({
        id: "demo",
        credentials: { role: {} },
        authorize: (given, request) =>
          enter(demoSignIn(given?.role ?? "", toHeaders(request.headers).get("host")), {
            method: "demo",
            origin: originOf(request.headers),
          }),
      }),
    ],
    callbacks: {
      // Name and role are not in the cookie: they are read from the database on every request.
      jwt: async ({ token, user, trigger, session }) => {
        if (trigger === "update") return { ...token, workspaceId: await chosenWorkspace(token, session) };
        if (!user) return token;
        const { userId, workspaceId, sessionVersion } = user as unknown as Entrant;
        return { userId, workspaceId, sessionVersion };
      },
    },
  };
}

/** The workspace that somebody asks to go to, if it is one of theirs; else the one where they are. */
async function chosenWorkspace({ userId, workspaceId }: JWT, asked: unknown): Promise<unknown> {
  const wanted = asked && typeof asked === "object" && "workspaceId" in asked ? asked.workspaceId : undefined;
  const own = typeof userId === "number" ? await workspacesOf(userId) : [];
  return own.some(({ id }) => id === wanted) ? wanted : workspaceId;
}

function toHeaders(headers: RequestHeaders | undefined): Headers {
  return new Headers(
    Object.entries(headers ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
