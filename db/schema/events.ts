import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, reference, rowId, transactionId, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** The history: one event for each subject of a change. Append-only: see docs/decisions/0003-events-as-outbox.md. */
export const events = pgTable(
  "events",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    type: text("type").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: reference("subject_id").notNull(),
    actorKind: text("actor_kind", { enum: ["user", "api_key", "telegram", "job", "webhook"] }).notNull(),
    actorId: reference("actor_id"),
    actorName: text("actor_name").notNull(),
    /** Only the fields that changed; `before` is null for a creation. */
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    /** The event that this one undoes. */
    undoesId: reference("undoes_id"),
    /**
     * The operators that the subject belonged to before and after the change; -1 stands for a queue (no operator).
     * Null: only managers may see the event.
     */
    ownerIds: bigint("owner_ids", { mode: "number" }).array(),
    /** The department of that queue. Null: the queue of all departments. */
    departmentId: reference("department_id"),
    /** An operator of that queue who must not see the event. */
    hiddenFrom: reference("hidden_from"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    txid: transactionId("txid").notNull().default(sql`pg_current_xact_id()`),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index("events_feed").on(table.txid, table.id),
    index("events_workspace_feed").on(table.workspaceId, table.txid, table.id),
    index("events_subject").on(table.workspaceId, table.subjectType, table.subjectId, table.id),
  ],
);
