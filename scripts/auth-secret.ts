import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resetEnvironment } from "#lib/core/env.ts";

const pathsIn = (folder: string) => ({
  current: join(folder, "auth-secret"),
  previous: join(folder, "auth-secret-previous"),
});

/** Readable by its owner alone, and whole at every moment: a crash leaves the old file or the new one. */
function writeSecret(path: string): void {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, randomBytes(48).toString("base64url"), { mode: 0o600 });
  renameSync(partial, path);
}

const readSecret = (path: string) => readFileSync(path, "utf8").trim();

/**
 * Makes AUTH_SECRET once and keeps it in the data folder, so that sessions survive a restart. The one before it is
 * read as well, while there is one. Variables that are set already win.
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

/** The kept secret cannot be rotated or forgotten now: the message says why. */
export class SecretNotRotated extends Error {}

/**
 * Puts a new secret in the place of the kept one, which stays beside it to read what it made.
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
 * Deletes the secret before the kept one: what it made is not read any more.
 * @throws SecretNotRotated
 */
export function forgetPreviousSecret(folder: string): void {
  const { previous } = pathsIn(folder);
  if (!existsSync(previous))
    throw new SecretNotRotated(`There is no ${previous}: nothing is left to forget.`);
  rmSync(previous);
}
