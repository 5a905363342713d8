import { inArray } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { emailKeys } from "#lib/core/email.ts";
import { NotFound } from "#lib/core/errors.ts";
import { deleteSecondFactor } from "./queries.ts";

/**
 * Turns off the second factor of a person who lost their device and their recovery codes. For the server's shell only.
 * @throws NotFound when there is no such person, or they have none
 */
export async function resetSecondFactor(email: string): Promise<void> {
  const userId = await withRole("leadline_auth", async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(inArray(users.email, emailKeys(email)));
    if (!user || !(await deleteSecondFactor(tx, user.id)))
      throw new NotFound(`A second factor of ${email} was`);
    return user.id;
  });
  recordForPerson(userId, "user.second_factor_disabled");
}
