import { sql } from "drizzle-orm";
import { bigint, customType, timestamp } from "drizzle-orm/pg-core";

/** The tenant's half of every primary key. */
export const workspaceId = () => bigint("workspace_id", { mode: "number" }).notNull();

/** The row's own half of the primary key; unique over all workspaces, never reused. */
export const rowId = () => bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().notNull();

export const reference = (name: string) => bigint(name, { mode: "number" });

/** Milliseconds, as JavaScript holds them: a time that went through a cursor equals the stored one. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

export const createdAt = () => instant("created_at").notNull().default(sql`now()`);

export const updatedAt = () => instant("updated_at").notNull().default(sql`now()`);

/** Fractional ordering key. Compared bytewise, so that PostgreSQL and JavaScript agree on the order. */
export const rankKey = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/**
 * The collation of text that people read, made by a migration: ICU's order of Ukrainian, which sorts Russian and Latin
 * text as well (the order of no language, `und`, puts Ґ before the words with Г). Queries and indexes name it: a
 * column that had it could not be compared with one that has not.
 */
export const HUMAN_TEXT = "human_text";

/** The 64-bit id of a transaction, kept as text: it exceeds what a JavaScript number holds exactly. */
export const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });
