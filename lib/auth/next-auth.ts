import type { NextAuthOptions } from "next-auth";
import credentialsModule from "next-auth/providers/credentials";
import { runInBackground } from "#lib/core/background.ts";
import { cookieOf } from "#lib/core/cookie.ts";
import { AppError } from "#lib/core/errors.ts";
import { faultDetails, log } from "#lib/core/log.ts";
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

/** The origin of the browser, and its former session cookie. */
export type BrowserOrigin = Origin & { cookie?: string | undefined };

// The package is CommonJS: under Node's own loader the function is one level deeper than under a bundler.
const credentials = ((module: typeof credentialsModule & { default?: typeof credentialsModule }) =>
  module.default ?? module)(credentialsModule);

/** Passed on to next-auth, which logs it and answers with success. */
const rethrow = (error: unknown): void => {
  throw error;
};

/**
 * next-auth provides the sign-in and sign-out endpoints, their CSRF token and the encrypted cookie, which contains
 * only the token of a row in `sessions`.
 * @param browser of the request that these options are for
 * @param onSignOutFailure called when a session could not be ended. next-auth clears the cookie anyway, so the caller
 * must answer with an error, because the session stays open for a copy of the cookie
 */
export function authOptions(browser: BrowserOrigin, onSignOutFailure = rethrow): NextAuthOptions {
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
    providers: [passwordProvider(browser), demoProvider(browser)],
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
        if (typeof token?.sid === "string") await signOut(token.sid, browser).catch(onSignOutFailure);
      },
    },
  };
}

const passwordProvider = (browser: BrowserOrigin) =>
  credentials({
    id: "password",
    credentials: { email: {}, password: {}, code: {} },
    authorize: (given) => {
      const { email = "", password = "", code = "" } = given ?? {};
      return enter(browser, "password", signIn({ email, password, code }, browser), email);
    },
  });

const demoProvider = (browser: BrowserOrigin) =>
  credentials({
    id: "demo",
    credentials: { role: {} },
    authorize: (given, request) => {
      const demoBrowser = cookieOf(toHeaders(request.headers), demoCookieName());
      return enter(browser, "demo", demoSignIn(given?.role ?? "", demoBrowser, browser));
    },
  });

/** Records the result of a sign-in. The browser only gets the code of a failure. */
async function enter(
  { cookie, ...origin }: BrowserOrigin,
  method: "password" | "demo",
  opening: Promise<OpenedSession>,
  email?: string,
): Promise<{ id: string; sid: string }> {
  try {
    const session = await opening;
    recordSignIn(session, method, origin);
    await endFormerSession(cookie, origin);
    return { id: String(session.id), sid: session.token };
  } catch (error) {
    if (email) recordFailedSignIn(email, error, origin);
    throw new Error(error instanceof AppError ? error.code : "internal");
  }
}

const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecureSession() }) as const;

/**
 * Ends the former session of a browser that signs in again, so that a copy of its former cookie is useless. The new
 * session is open already, so a failure is retried once in the background and does not fail the sign-in.
 */
async function endFormerSession(cookie: string | undefined, origin: Origin): Promise<void> {
  const token = cookie && (await readSessionCookie(cookie));
  if (!token) return;
  try {
    await signOut(token, origin);
  } catch (error) {
    log.error(faultDetails(error), "the session before a sign-in was not ended");
    runInBackground("sessions to end", () => signOut(token, origin));
  }
}

const workspaceIn = (asked: unknown): unknown =>
  asked && typeof asked === "object" && "workspaceId" in asked ? asked.workspaceId : undefined;

function toHeaders(headers: RequestHeaders | undefined): Headers {
  return new Headers(
    Object.entries(headers ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
