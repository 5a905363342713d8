import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { derivedKey } from "./derived-key.ts";
import { authSecrets } from "./secret.ts";

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = "aes-256-gcm";

/**
 * Encrypts a text that is stored and needed again in plain, with a key derived from AUTH_SECRET.
 * @param purpose a constant name such as "second-factor": each has a key of its own
 * @param owner the row that it belongs to; moved to another one it cannot be opened
 * @returns base64 of version, iv, tag and ciphertext
 */
export function seal(purpose: string, owner: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, derivedKey(authSecrets()[0], purpose), iv, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(Buffer.from(owner));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), ciphertext]).toString("base64");
}

/**
 * The text of `seal`, also while AUTH_SECRET is being rotated.
 * @throws Error when it was changed, belongs to another owner, or its secret is gone
 */
export function openSealed(purpose: string, owner: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes[0] !== VERSION) throw new Error("A sealed text has an unknown version");
  for (const secret of authSecrets()) {
    const text = tryOpen(derivedKey(secret, purpose), owner, bytes);
    if (text !== undefined) return text;
  }
  throw new Error(`A sealed text (${purpose}) cannot be opened with AUTH_SECRET or AUTH_SECRET_PREVIOUS`);
}

/**
 * The text sealed again under the current AUTH_SECRET; undefined when it already is.
 * @throws Error as `openSealed`
 */
export function reseal(purpose: string, owner: string, sealed: string): string | undefined {
  const current = derivedKey(authSecrets()[0], purpose);
  if (tryOpen(current, owner, Buffer.from(sealed, "base64")) !== undefined) return undefined;
  return seal(purpose, owner, openSealed(purpose, owner, sealed));
}

function tryOpen(key: Buffer, owner: string, bytes: Buffer): string | undefined {
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
    const rest = bytes.subarray(1 + IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(rest), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
