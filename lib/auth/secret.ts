import { env } from "#lib/core/env.ts";

/**
 * The secret that sessions are encrypted with. `npm start` makes one and keeps it in the data folder
 * when AUTH_SECRET is unset.
 */
export function authSecret(): string {
  const secret = env().AUTH_SECRET;
  if (!secret)
    throw new Error("AUTH_SECRET is not set. `npm start` makes one; set it to run the server by hand.");
  return secret;
}

/** The secrets to read with: the current one and, during a rotation, the previous one. Always write with the first. */
export function authSecrets(): [current: string, ...previous: string[]] {
  const { AUTH_SECRET_PREVIOUS } = env();
  return AUTH_SECRET_PREVIOUS ? [authSecret(), AUTH_SECRET_PREVIOUS] : [authSecret()];
}
