import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** The origin of the request, for the events that the job writes. */
type StoredOrigin = { ip: string | null; userAgent: string | null; locale: string };

type StoredProblem = { code: string; detail: string; params?: Record<string, string | number> };

/** One change to many leads, made in the background with the rights of its requester. */
export const bulkJobs = pgTable(
  "bulk_jobs",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    actorKind: text("actor_kind", { enum: ["user", "api_key"] }).notNull(),
    actorId: reference("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    origin: jsonb("origin").$type<StoredOrigin>().notNull(),
    /** The change to each lead, in the form of lib/operations/bulk/schema.ts. */
    action: jsonb("action").$type<Record<string, unknown>>().notNull(),
    status: text("status", { enum: ["queued", "running", "done", "cancelled", "failed"] })
      .notNull()
      .default("queued"),
    /** The ids of the leads in the order of the work. Emptied when the job ends. */
    leadIds: bigint("lead_ids", { mode: "number" }).array().notNull(),
    total: integer("total").notNull(),
    /** `done + refused` is also the position of the next lead in `lead_ids`. */
    done: integer("done").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    /** The leads among `done` that the job really changed. */
    changed: integer("changed").notNull().default(0),
    /** The error code of a failed job. */
    failure: text("failure", { enum: ["rights_lost"] }),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** When its requester undid it. The undo is another job. */
    undoneAt: instant("undone_at"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index("bulk_jobs_unfinished").on(table.workspaceId, table.id).where(sql`${table.finishedAt} is null`),
    check("bulk_jobs_status", sql`${table.status} in ('queued', 'running', 'done', 'cancelled', 'failed')`),
    check("bulk_jobs_over", sql`(${table.finishedAt} is null) = (${table.status} in ('queued', 'running'))`),
    check("bulk_jobs_progress", sql`${table.done} + ${table.refused} <= ${table.total}`),
    check("bulk_jobs_changed", sql`${table.changed} <= ${table.done}`),
  ],
);

/** A lead that a bulk job could not change, with the reason. */
export const bulkRefusals = pgTable(
  "bulk_refusals",
  {
    workspaceId: workspaceId(),
    jobId: reference("job_id").notNull(),
    /** Without a foreign key, because the lead may have been deleted, which is a reason too. */
    leadId: reference("lead_id").notNull(),
    code: text("code").notNull(),
    detail: text("detail").notNull(),
    /** The detailed reasons, such as every gate that a transfer failed. */
    problems: jsonb("problems").$type<StoredProblem[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.jobId, table.leadId] }),
    foreignKey({
      name: "bulk_refusals_job",
      columns: [table.workspaceId, table.jobId],
      foreignColumns: [bulkJobs.workspaceId, bulkJobs.id],
    }).onDelete("cascade"),
  ],
);
