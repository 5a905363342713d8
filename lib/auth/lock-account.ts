import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/users.ts";

/**
 * Lets one transaction of `leadline_auth` at a time open, move or end sessions of a person. The statements that follow
 * see all that earlier ones have committed: a session never slips in between a new password and the end of the sessions
 * that were opened with the old one.
 * @param passwordHash of the password that was compared
 * @returns false when there is no such account, or its password has been replaced since
 */
export async function lockAccount(tx: Tx, userId: number, passwordHash?: string): Promise<boolean> {
  const isSame = passwordHash === undefined ? undefined : eq(users.passwordHash, passwordHash);
  const locked = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isSame))
    // This lock does not block inserts of rows that reference the account.
    .for("no key update");
  return locked.length > 0;
}
