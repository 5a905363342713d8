import type { NextAuthOptions } from "next-auth";
import credentialsModule from "next-auth/providers/credentials";
import { cookieOf } from "#lib/core/cookie.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { demoCookieName } from "./demo-link.ts";
import { demoSignIn } from "./demo-sign-in.ts";
import { signOut } from "./end-session.ts";
import { moveSession } from "./move-session.ts";
import type { OpenedSession } from "./open-session.ts";
import { authSecret } from "./secret.ts";
import { isSecureSession, readSessionCookie, SESSION_MAX_AGE, sessionCookieName } from "./session-cookie.ts";
import { signIn } from "./sign-in.ts";

type RequestHeaders = Record<string, string | undefined>;

/** Where the browser comes from, and the session cookie that it had before. */
export type BrowserOrigin = Origin & { cookie?: string | undefined };

// The package is CommonJS: under Node's own loader the function is one level deeper than under a bundler.
const credentials = ((module: typeof credentialsModule & { default?: typeof credentialsModule }) =>
  module.default ?? module)(credentialsModule);

/**
 * next-auth does the sign-in and sign-out endpoints, their CSRF token and the encrypted cookie, which carries nothing
 * but the token of a row in `sessions`.
 * @param browser of the request that these options are for
 */
export function authOptions(browser: BrowserOrigin): NextAuthOptions {
  /** The only words that a failed sign-in tells the browser. */
  const enter = async (opening: Promise<OpenedSession>) => {
    try {
      const { id, token } = await opening;
      await endSessionBefore(browser);
      return { id: String(id), sid: token };
    } catch (error) {
      throw new Error(error instanceof AppError ? error.code : "internal");
    }
  };
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE },
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
        credentials: { email: {}, password: {}, code: {} },
        authorize: (given) =>
          enter(
            signIn(
              { email: given?.email ?? "", password: given?.password ?? "", code: given?.code ?? "" },
              browser,
            ),
          ),
      }),
      credentials({
        id: "demo",
        credentials: { role: {} },
        authorize: (given, request) =>
          enter(
            demoSignIn(given?.role ?? "", cookieOf(toHeaders(request.headers), demoCookieName()), browser),
          ),
      }),
    ],
    callbacks: {
      jwt: async ({ token, user, trigger, session }) => {
        if (user) return { sid: (user as unknown as { sid: string }).sid };
        if (trigger === "update" && typeof token.sid === "string")
          await moveSession(token.sid, workspaceIn(session));
        return token;
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await signOut(token.sid, browser);
      },
    },
  };
}

/** A browser has one session: whoever signs in again leaves none behind that a copied cookie would still open. */
async function endSessionBefore({ cookie, ...origin }: BrowserOrigin): Promise<void> {
  const before = cookie && (await readSessionCookie(cookie));
  if (before) await signOut(before, origin);
}

const workspaceIn = (asked: unknown): unknown =>
  asked && typeof asked === "object" && "workspaceId" in asked ? asked.workspaceId : undefined;

function toHeaders(headers: RequestHeaders | undefined): Headers {
  return new Headers(
    Object.entries(headers ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
