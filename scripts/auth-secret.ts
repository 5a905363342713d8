import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resetEnvironment } from "#lib/core/env.ts";

const pathsIn = (folder: string) => ({
  current: join(folder, "auth-secret"),
  previous: join(folder, "auth-secret-previous"),
});

/** Writes a file that only its owner can read, atomically: a crash leaves the old file or the new one. */
function writeSecret(path: string): void {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, randomBytes(48).toString("base64url"), { mode: 0o600 });
  renameSync(partial, path);
}

const readSecret = (path: string) => readFileSync(path, "utf8").trim();

/**
 * Creates AUTH_SECRET once and stores it in the data folder, so that sessions survive a restart. The previous secret
 * is read as well, if there is one. Variables that are set already take precedence.
 */
export function ensureAuthSecret(folder: string): void {
  if (process.env.AUTH_SECRET) return;
  const { current, previous } = pathsIn(folder);
  if (!existsSync(current)) writeSecret(current);
  process.env.AUTH_SECRET = readSecret(current);
  if (!process.env.AUTH_SECRET_PREVIOUS && existsSync(previous))
    process.env.AUTH_SECRET_PREVIOUS = readSecret(previous);
  resetEnvironment();
}

/** The stored secret cannot be rotated or deleted now; the message says why. */
export class SecretNotRotated extends Error {}

/**
 * Replaces the stored secret by a new one. The old one stays as the previous secret, to read what it encrypted.
 * @throws SecretNotRotated
 */
export function rotateAuthSecret(folder: string): void {
  const { current, previous } = pathsIn(folder);
  if (!existsSync(current))
    throw new SecretNotRotated(`There is no ${current} yet: the next start makes one.`);
  if (existsSync(previous))
    throw new SecretNotRotated(`${previous} is still read. Forget it first: rotate-secret --forget-previous`);
  renameSync(current, previous);
  writeSecret(current);
}

/**
 * Deletes the previous secret; what it encrypted cannot be read any more.
 * @throws SecretNotRotated
 */
export function deletePreviousSecret(folder: string): void {
  const { previous } = pathsIn(folder);
  if (!existsSync(previous))
    throw new SecretNotRotated(`There is no ${previous}: nothing is left to forget.`);
  rmSync(previous);
}
