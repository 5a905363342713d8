import { createHmac } from "node:crypto";
import { derivedKey } from "./derived-key.ts";
import { authSecrets } from "./secret.ts";

/**
 * HMAC-SHA256 in hex, with a key derived from AUTH_SECRET. Unlike with a plain hash, a reader of the database cannot
 * try likely passwords or e-mail addresses against it.
 * @param purpose a constant name such as "idempotency"
 */
export function keyedHash(purpose: string, text: string): string {
  return hashWith(authSecrets()[0], purpose, text);
}

/** The hash under the current and the previous secret, to compare stored hashes with. */
export function keyedHashes(purpose: string, text: string): string[] {
  return authSecrets().map((secret) => hashWith(secret, purpose, text));
}

const hashWith = (secret: string, purpose: string, text: string) =>
  createHmac("sha256", derivedKey(secret, purpose)).update(text).digest("hex");
