import { decode, type JWT } from "next-auth/jwt";
import { z } from "zod";
import { DAY, SECOND } from "#lib/core/clock.ts";
import { env } from "#lib/core/env.ts";
import { authSecrets } from "./secret.ts";
import { MAX_SESSION_MAX_DAYS } from "./session-limits.ts";

/** Seconds that a browser keeps the cookie. The row of the session decides when it ends. */
export const SESSION_MAX_AGE = (MAX_SESSION_MAX_DAYS * DAY) / SECOND;

/** A browser keeps secure cookies only over https. */
export function isSecureSession(): boolean {
  return env().PUBLIC_URL?.startsWith("https:") ?? false;
}

/** The prefix keeps other hosts of the same domain from setting the cookie; browsers want https for it. */
export const ownHostCookie = (name: string): string => (isSecureSession() ? `__Host-${name}` : name);

export const sessionCookieName = (): string => ownHostCookie("leadline.session");

/** Cookies that were decrypted already, as every request of a browser brings the same one. */
const decrypted = new Map<string, string>();
const MAX_DECRYPTED = 1_000;

/**
 * The session's token from its signed and encrypted cookie, which carries nothing else; undefined when the cookie is
 * not one of ours. Whether the session exists and is still valid is decided by the database.
 */
export async function readSessionCookie(cookie: string): Promise<string | undefined> {
  const known = decrypted.get(cookie);
  if (known !== undefined) return known;
  const said = await decryptCookie(cookie);
  if (typeof said?.sid !== "string") return undefined;
  if (decrypted.size >= MAX_DECRYPTED) decrypted.clear();
  decrypted.set(cookie, said.sid);
  return said.sid;
}

/**
 * The content of a cookie that the current AUTH_SECRET encrypted, or the one before while it is being rotated; null for
 * any other. next-auth reads with it too, and encrypts with the current secret alone.
 */
export async function decryptCookie(cookie: string | undefined): Promise<JWT | null> {
  if (!cookie || !hasOurAlgorithms(cookie)) return null;
  for (const secret of authSecrets()) {
    const token = await decode({ token: cookie, secret }).catch(() => null);
    if (token) return token;
  }
  return null;
}

/**
 * The algorithms that next-auth encrypts with; others are refused, because decryption would accept any that fits the
 * key.
 */
const Header = z.object({ alg: z.literal("dir"), enc: z.literal("A256GCM") });

function hasOurAlgorithms(cookie: string): boolean {
  try {
    const [header = ""] = cookie.split(".", 1);
    return Header.safeParse(JSON.parse(Buffer.from(header, "base64url").toString())).success;
  } catch {
    return false;
  }
}
