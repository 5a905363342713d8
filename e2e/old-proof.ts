import { inArray, sql } from "drizzle-orm";
import { closePool, withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import { openDatabase } from "../scripts/runtime.ts";

// As if the person with this e-mail had entered their password eleven minutes ago.
const [email = ""] = process.argv.slice(2);
await openDatabase();
await withRole("leadline_auth", (tx) => {
  const person = tx.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = lower(${email})`);
  return tx
    .update(sessions)
    .set({ authenticatedAt: sql`now() - interval '11 minutes'` })
    .where(inArray(sessions.userId, person));
});
await closePool();
