import { hkdfSync } from "node:crypto";

const KEY_BYTES = 32;

const derived = new Map<string, Buffer>();

/**
 * A key derived from AUTH_SECRET by HKDF-SHA256 (RFC 5869), one for each purpose, so that a leaked key does not
 * affect the others.
 * @param purpose a constant name such as "second-factor"
 */
export function derivedKey(secret: string, purpose: string): Buffer {
  const name = `${purpose} ${secret}`;
  const known = derived.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", secret, "", `leadline/${purpose}/v1`, KEY_BYTES));
  derived.set(name, key);
  return key;
}
