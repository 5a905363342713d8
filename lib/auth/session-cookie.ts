import { decode } from "next-auth/jwt";
import { DAY, SECOND } from "#lib/core/clock.ts";
import { env } from "#lib/core/env.ts";
import { authSecret } from "./secret.ts";
import { MAX_SESSION_MAX_DAYS } from "./session-limits.ts";

/** Seconds that a browser keeps the cookie. When the session is over, its row says. */
export const SESSION_MAX_AGE = (MAX_SESSION_MAX_DAYS * DAY) / SECOND;

/** A browser keeps secure cookies only over https. */
export function isSecureSession(): boolean {
  return env().PUBLIC_URL?.startsWith("https:") ?? false;
}

export function sessionCookieName(): string {
  return isSecureSession() ? "__Secure-leadline.session" : "leadline.session";
}

/**
 * The session's token from its signed and encrypted cookie, which carries nothing else; undefined when the cookie is
 * not one of ours. Whether there is such a session, only the database knows.
 */
export async function readSessionCookie(cookie: string): Promise<string | undefined> {
  const said = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  return typeof said?.sid === "string" ? said.sid : undefined;
}
