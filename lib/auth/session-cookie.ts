import { decode, type JWT } from "next-auth/jwt";
import { env } from "#lib/core/env.ts";
import { authSecrets } from "./secret.ts";

/** What the signed and encrypted cookie says. Everything else is read from the database each time. */
export type SessionToken = { userId: number; workspaceId: number; sessionVersion: number };

/** Seconds. */
export const SESSION_MAX_AGE = 30 * 24 * 3600;

/** A browser keeps secure cookies only over https. */
export function isSecureSession(): boolean {
  return env().PUBLIC_URL?.startsWith("https:") ?? false;
}

export function sessionCookieName(): string {
  return isSecureSession() ? "__Secure-leadline.session" : "leadline.session";
}

/** What a cookie says, or undefined when it is not one of ours. Whether it still holds, only the database knows. */
export async function readSessionCookie(cookie: string): Promise<SessionToken | undefined> {
  const token = await decryptCookie(cookie);
  if (!token) return undefined;
  const { userId, workspaceId, sessionVersion } = token;
  if (![userId, workspaceId, sessionVersion].every(Number.isSafeInteger)) return undefined;
  return { userId, workspaceId, sessionVersion } as SessionToken;
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
