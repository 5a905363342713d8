import { createHmac } from "node:crypto";
import { derivedKey } from "./derived-key.ts";
import { authSecrets } from "./secret.ts";

/**
 * HMAC-SHA256 in hex, with a key derived from AUTH_SECRET. Unlike a plain hash it cannot be tried out by a reader of
 * the database on the few values that a password or an e-mail is likely to have.
 * @param purpose a constant name such as "idempotency"
 */
export function keyedHash(purpose: string, text: string): string {
  return hashWith(authSecrets()[0], purpose, text);
}

/** The same hash under each secret that may have made it: compare stored hashes with all of them. */
export function keyedHashes(purpose: string, text: string): string[] {
  return authSecrets().map((secret) => hashWith(secret, purpose, text));
}

const hashWith = (secret: string, purpose: string, text: string) =>
  createHmac("sha256", derivedKey(secret, purpose)).update(text).digest("hex");
