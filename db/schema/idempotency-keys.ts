import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** The answer to a POST with an Idempotency-Key, returned again when the request is repeated. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    /** The caller, because two systems may choose the same key. */
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    /** Null while the request runs. */
    status: integer("status"),
    body: text("body"),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.actor, table.key] })],
);
