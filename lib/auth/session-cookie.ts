import { decode } from "next-auth/jwt";
import { env } from "#lib/core/env.ts";
import { authSecret } from "./secret.ts";

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
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  if (!token) return undefined;
  const { userId, workspaceId, sessionVersion } = token;
  if (![userId, workspaceId, sessionVersion].every(Number.isSafeInteger)) return undefined;
  return { userId, workspaceId, sessionVersion } as SessionToken;
}
