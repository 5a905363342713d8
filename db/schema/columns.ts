import { sql } from "drizzle-orm";
import { bigint, customType, timestamp } from "drizzle-orm/pg-core";

/** The first part of every primary key: the tenant. */
export const workspaceId = () => bigint("workspace_id", { mode: "number" }).notNull();

/** The second part of the primary key: the row's id. Unique over all workspaces and never reused. */
export const rowId = () => bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().notNull();

export const reference = (name: string) => bigint(name, { mode: "number" });

/** Milliseconds, the precision of JavaScript, so that a time that went through a cursor equals the stored one. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

export const createdAt = () => instant("created_at").notNull().default(sql`now()`);

export const updatedAt = () => instant("updated_at").notNull().default(sql`now()`);

/** Fractional ordering key. Compared bytewise, so that PostgreSQL and JavaScript agree on the order. */
export const rankKey = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/**
 * The collation of text for people, created by a migration: ICU's order of Ukrainian, which sorts Russian and Latin
 * text as well. (The language-neutral order `und` puts Ґ before the words with Г.) Queries and indexes name it instead
 * of the column, because PostgreSQL cannot compare columns of different collations.
 */
export const HUMAN_TEXT = "human_text";

/** The 64-bit id of a transaction, kept as text: it exceeds what a JavaScript number holds exactly. */
export const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });
