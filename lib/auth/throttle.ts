import { createHash } from "node:crypto";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { signInFailures } from "#db/schema/users.ts";
import { TooManyRequests } from "#lib/core/errors.ts";

/** Failures of one e-mail or one address within the window before it has to wait. */
const FAILURES_ALLOWED = { email: 10, ip: 50 };
const WINDOW_MINUTES = 15;

/** Whose attempts are counted together: of a person, or from an address. What is null is not counted. */
export type Guesser = { email: string | null; ip: string | null };

const failureKey = (kind: keyof Guesser, value: string) =>
  `${kind}:${createHash("sha256").update(value.toLowerCase()).digest("hex")}`;

const limitsOf = ({ email, ip }: Guesser) =>
  new Map([
    ...(email === null ? [] : [[failureKey("email", email), FAILURES_ALLOWED.email] as const]),
    ...(ip === null ? [] : [[failureKey("ip", ip), FAILURES_ALLOWED.ip] as const]),
  ]);

/** @throws TooManyRequests after too many failures */
export async function assertNotThrottled(guesser: Guesser): Promise<void> {
  const limits = limitsOf(guesser);
  const counts = await withRole("leadline_auth", (tx) =>
    tx
      .select({ key: signInFailures.key, count: sql<number>`count(*)::int` })
      .from(signInFailures)
      .where(
        and(
          inArray(signInFailures.key, [...limits.keys()]),
          gt(signInFailures.failedAt, sql`now() - make_interval(mins => ${WINDOW_MINUTES})`),
        ),
      )
      .groupBy(signInFailures.key),
  );
  if (counts.some(({ key, count }) => count >= (limits.get(key) ?? 0))) {
    throw new TooManyRequests(WINDOW_MINUTES * 60);
  }
}

/** Notes one failed attempt, and forgets those that are over. */
export async function countFailure(guesser: Guesser): Promise<void> {
  const keys = [...limitsOf(guesser).keys()];
  await withRole("leadline_auth", async (tx) => {
    if (keys.length > 0) await tx.insert(signInFailures).values(keys.map((key) => ({ key })));
    await tx
      .delete(signInFailures)
      .where(sql`${signInFailures.failedAt} < now() - make_interval(mins => ${WINDOW_MINUTES})`);
  });
}

/** The right password makes good the wrong ones of this person. */
export async function forgetFailures(email: string): Promise<void> {
  await withRole("leadline_auth", (tx) =>
    tx.delete(signInFailures).where(eq(signInFailures.key, failureKey("email", email))),
  );
}
