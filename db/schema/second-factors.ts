import { sql } from "drizzle-orm";
import { bigint, check, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, reference } from "./columns.ts";
import { users } from "./users.ts";

/** The authenticator app of a person. Required at sign-in once `confirmed_at` is set. */
export const secondFactors = pgTable(
  "second_factors",
  {
    userId: reference("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    sealedSecret: text("sealed_secret").notNull(),
    confirmedAt: instant("confirmed_at"),
    /** The 30-second period of the last accepted code, so that no code is accepted twice. */
    lastPeriod: bigint("last_period", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [check("second_factors_secret", sql`char_length(${table.sealedSecret}) <= 500`)],
);

/** Recovery codes. Each replaces a code of the app once. Only hashes are stored. */
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
