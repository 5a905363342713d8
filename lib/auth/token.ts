import { hash as digest, randomBytes } from "node:crypto";

/** Of the 43 random characters, this many are stored in plain text to tell tokens apart. */
const PREFIX_CHARACTERS = 7;

/**
 * A bearer token with 256 random bits. Only its hash and its first characters are stored.
 * @param kind prefix by which people and secret scanners recognize it
 */
export function generateToken(kind: string): { token: string; prefix: string; hash: string } {
  const token = kind + randomBytes(32).toString("base64url");
  return { token, prefix: token.slice(0, kind.length + PREFIX_CHARACTERS), hash: hashToken(token) };
}

/** It needs no salt and no slow hash, because 256 random bits cannot be guessed. */
export function hashToken(token: string): string {
  return digest("sha256", token);
}
