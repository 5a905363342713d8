import { hash as digest, randomBytes } from "node:crypto";

/** Of 43 random characters these few are kept readable, to tell one from another. */
const SHOWN_CHARACTERS = 7;

/**
 * A secret with 256 random bits that opens a door to its bearer. Only its hash and its first
 * characters are kept.
 * @param kind what it begins with, so that a person and a scanner for secrets know what it is
 */
export function generateToken(kind: string): { token: string; prefix: string; hash: string } {
  const token = kind + randomBytes(32).toString("base64url");
  return { token, prefix: token.slice(0, kind.length + SHOWN_CHARACTERS), hash: hashToken(token) };
}

/** It needs no salt and no slow hash, because 256 random bits cannot be guessed. */
export function hashToken(token: string): string {
  return digest("sha256", token);
}
