import { decode, type JWT } from "next-auth/jwt";
import { DAY, SECOND } from "#lib/core/clock.ts";
import { env } from "#lib/core/env.ts";
import { authSecrets } from "./secret.ts";
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
  const said = await decryptCookie(cookie);
  return typeof said?.sid === "string" ? said.sid : undefined;
}

/**
 * The content of a cookie that the current AUTH_SECRET encrypted, or the one before while it is being rotated; null for
 * any other. next-auth reads with it too, and encrypts with the current secret alone.
 */
export async function decryptCookie(cookie: string | undefined): Promise<JWT | null> {
  for (const secret of authSecrets()) {
    const token = await decode({ token: cookie, secret }).catch(() => null);
    if (token) return token;
  }
  return null;
}
