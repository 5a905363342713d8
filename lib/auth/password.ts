import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from "cockatiel";
import { Unavailable } from "#lib/core/errors.ts";

/** Argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, two passes). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compared with when there is no such user, so that the answer takes the same time. */
const DUMMY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$GxnOQeOBGAeFxrPAGX2cRQ$4KrHDVqBO2kOnYRBFjSoHCASEGIZtiTgL98GHs/k4h4";

/** A hash keeps a core busy for some 25 ms, so one core is left free for other work. */
const MAX_AT_ONCE = Math.min(4, Math.max(1, availableParallelism() - 1));

/** Some two seconds of waiting on one core. */
const MAX_WAITING = 64;

// Modules may be loaded twice, by Next and by Node, and both copies share the same cores.
const globals = globalThis as typeof globalThis & { leadlinePasswordQueue?: BulkheadPolicy };
globals.leadlinePasswordQueue ??= bulkhead(MAX_AT_ONCE, MAX_WAITING);
const queue = globals.leadlinePasswordQueue;

/** @throws Unavailable at once when too many wait already */
async function runQueued<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await queue.execute(work);
  } catch (error) {
    if (!(error instanceof BulkheadRejectedError)) throw error;
    throw new Unavailable("passwords_busy", "Too many passwords are being checked. Try again in a moment", 2);
  }
}

/**
 * A password as it is judged and hashed, whichever keyboard it is typed on: composed, every space an ASCII space (RFC
 * 8265, OpaqueString). Compatibility letters stay apart (NFC and not NFKC): `①` is no `1` in a password.
 */
export const normalPassword = (password: string): string =>
  password.replace(/\p{Zs}/gu, " ").normalize("NFC");

/** How a password may have been hashed: normalised, or as it was typed before passwords were, on a Mac also decomposed. */
const spellings = (password: string): string[] => [
  ...new Set([normalPassword(password), password, password.normalize("NFC"), password.normalize("NFD")]),
];

/** @throws Unavailable when too many passwords are being hashed */
export function hashPassword(password: string): Promise<string> {
  return runQueued(() => hash(normalPassword(password), PARAMETERS));
}

/**
 * Whether the password matches the hash. Without a hash the answer is always false, in the same time.
 * @throws Unavailable when too many passwords are being hashed
 */
export async function isPasswordCorrect(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  for (const spelling of spellings(password)) {
    const fits = await runQueued(() => verify(passwordHash ?? DUMMY_HASH, spelling));
    if (fits && passwordHash !== undefined) return true;
  }
  return false;
}
