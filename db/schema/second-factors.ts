import { sql } from "drizzle-orm";
import { bigint, check, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, reference } from "./columns.ts";
import { users } from "./users.ts";

/** The authenticator app of a person. Asked for at sign-in once `confirmed_at` is set. */
export const secondFactors = pgTable(
  "second_factors",
  {
    userId: reference("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    sealedSecret: text("sealed_secret").notNull(),
    confirmedAt: instant("confirmed_at"),
    /** The period of 30 s whose code was accepted last: no code works twice. */
    lastPeriod: bigint("last_period", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [check("second_factors_secret", sql`char_length(${table.sealedSecret}) <= 500`)],
);

/** Each replaces one code of the app, once. Only hashes are kept. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: reference("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);
