import { doublePrecision, pgTable, text, timestamp } from "drizzle-orm/pg-core";

// Waits are compared to the microsecond. Rounded, a wait that is over could still refuse for half a millisecond.
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/**
 * Counters of sign-in attempts, which slow down guessing. `key` is a hash of an account, of a network, or of both.
 * `count` is the value at `counted_at` and decreases with time. Until `open_at` further attempts are refused. An
 * account's own network is remembered until `known_until`.
 */
export const signInAttempts = pgTable("sign_in_attempts", {
  key: text("key").primaryKey(),
  count: doublePrecision("count").notNull(),
  countedAt: moment("counted_at").notNull(),
  openAt: moment("open_at"),
  knownUntil: moment("known_until"),
});
