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

/** Where the request came from, for the events that the work writes. */
type StoredOrigin = { ip: string | null; userAgent: string | null; locale: string };

type StoredProblem = { code: string; detail: string; params?: Record<string, string | number> };

/** One change to many leads, made in the background with the rights of whoever asked. */
export const bulkJobs = pgTable(
  "bulk_jobs",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    actorKind: text("actor_kind", { enum: ["user", "api_key"] }).notNull(),
    actorId: reference("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    origin: jsonb("origin").$type<StoredOrigin>().notNull(),
    /** What is done to each lead, as lib/operations/bulk/schema.ts knows it. */
    action: jsonb("action").$type<Record<string, unknown>>().notNull(),
    status: text("status", { enum: ["queued", "running", "done", "cancelled", "failed"] })
      .notNull()
      .default("queued"),
    /** What was chosen, in the order of the work; emptied when the job is over. */
    leadIds: bigint("lead_ids", { mode: "number" }).array().notNull(),
    total: integer("total").notNull(),
    /** `done + refused` is also how far the work is: the next lead stands at that place. */
    done: integer("done").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    /** Those of `done` that were not already as they should be. */
    changed: integer("changed").notNull().default(0),
    /** Why it failed, as a code. */
    failure: text("failure", { enum: ["rights_lost"] }),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** When its requester had it taken back, which another job does. */
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

/** A lead that a bulk job could not change, and why. */
export const bulkRefusals = pgTable(
  "bulk_refusals",
  {
    workspaceId: workspaceId(),
    jobId: reference("job_id").notNull(),
    /** No foreign key: a lead may be gone, and that is why. */
    leadId: reference("lead_id").notNull(),
    code: text("code").notNull(),
    detail: text("detail").notNull(),
    /** The single reasons, such as every gate that a transfer failed. */
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
