import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, two passes). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verified against when there is no such user, so that the answer takes as long either way. */
const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$GxnOQeOBGAeFxrPAGX2cRQ$4KrHDVqBO2kOnYRBFjSoHCASEGIZtiTgL98GHs/k4h4";

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Whether the password fits. Without a hash it always says no, in the same time. */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? NOBODY, password);
  return fits && passwordHash !== undefined;
}
