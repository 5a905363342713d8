import type { NextAuthOptions } from "next-auth";
import credentialsModule from "next-auth/providers/credentials";
import { cookieOf } from "#lib/core/cookie.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { demoCookieName } from "./demo-link.ts";
import { demoSignIn } from "./demo-sign-in.ts";
import { signOut } from "./end-session.ts";
import { moveSession } from "./move-session.ts";
import { nextAuthLogger } from "./next-auth-log.ts";
import type { OpenedSession } from "./open-session.ts";
import { authSecret } from "./secret.ts";
import { recordFailedSignIn, recordSignIn } from "./security-events.ts";
import {
  decryptCookie,
  isSecureSession,
  ownHostCookie,
  readSessionCookie,
  SESSION_MAX_AGE,
  sessionCookieName,
} from "./session-cookie.ts";
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
  const { cookie, ...origin } = browser;
  /** Notes how a sign-in ended. Of a failure the browser is told the code alone. */
  const enter = async (opening: Promise<OpenedSession>, method: "password" | "demo", email?: string) => {
    try {
      const session = await opening;
      recordSignIn(session, method, origin);
      await endSessionBefore(cookie, origin);
      return { id: String(session.id), sid: session.token };
    } catch (error) {
      if (email) recordFailedSignIn(email, error, origin);
      throw new Error(error instanceof AppError ? error.code : "internal");
    }
  };
  return {
    secret: authSecret(),
    logger: nextAuthLogger,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE },
    jwt: { decode: ({ token }) => decryptCookie(token) },
    pages: { signIn: "/login" },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions() },
      callbackUrl: { name: ownHostCookie("next-auth.callback-url"), options: cookieOptions() },
    },
    providers: [
      credentials({
        id: "password",
        credentials: { email: {}, password: {}, code: {} },
        authorize: (given) => {
          const { email = "", password = "", code = "" } = given ?? {};
          return enter(signIn({ email, password, code }, origin), "password", email);
        },
      }),
      credentials({
        id: "demo",
        credentials: { role: {} },
        authorize: (given, request) =>
          enter(
            demoSignIn(given?.role ?? "", cookieOf(toHeaders(request.headers), demoCookieName()), origin),
            "demo",
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
        if (typeof token?.sid === "string") await signOut(token.sid, origin);
      },
    },
  };
}

const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecureSession() }) as const;

/** A browser has one session: whoever signs in again leaves none behind that a copied cookie would still open. */
async function endSessionBefore(cookie: string | undefined, origin: Origin): Promise<void> {
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
