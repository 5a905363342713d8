import { doublePrecision, pgTable, text, timestamp } from "drizzle-orm/pg-core";

// Waits are compared to the microsecond: rounded, one that is over would still hold for half a millisecond.
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/**
 * Attempts to sign in, counted to slow down guessing. `key` is a hash of an account, of a network, or of both; `count`
 * as of `counted_at`, it sinks with time. Until `open_at` no further attempt is evaluated. An account's own network is
 * known until `known_until`.
 */
export const signInAttempts = pgTable("sign_in_attempts", {
  key: text("key").primaryKey(),
  count: doublePrecision("count").notNull(),
  countedAt: moment("counted_at").notNull(),
  openAt: moment("open_at"),
  knownUntil: moment("known_until"),
});
