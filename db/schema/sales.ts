import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { createdAt, instant, rankKey, reference, rowId, updatedAt, workspaceId } from "./columns.ts";
import { leads } from "./leads.ts";
import { operators } from "./operators.ts";
import { workspaces } from "./workspaces.ts";

export const sales = pgTable(
  "sales",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    leadId: reference("lead_id").notNull(),
    stage: text("stage", { enum: ["new", "kyc", "agreement", "paid", "lost"] })
      .notNull()
      .default("new"),
    rank: rankKey("rank").notNull(),
    amount: numeric("amount", { precision: 14, scale: 2, mode: "number" }),
    currency: text("currency").notNull(),
    ownerId: reference("owner_id"),
    stageChangedAt: instant("stage_changed_at").notNull().default(sql`now()`),
    /** When the sale reached these stages, kept by a trigger. Undoing a move clears the time. */
    kycAt: instant("kyc_at"),
    agreementAt: instant("agreement_at"),
    /** The same as for leads. */
    lostReason: text("lost_reason"),
    lostComment: text("lost_comment"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique("sales_lead").on(table.workspaceId, table.leadId),
    foreignKey({
      name: "sales_lead_fk",
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "sales_owner",
      columns: [table.workspaceId, table.ownerId],
      foreignColumns: [operators.workspaceId, operators.id],
    }),
    index("sales_board").on(table.workspaceId, table.stage, table.rank, table.id),
    index("sales_stage_age").on(table.stage, table.workspaceId, table.stageChangedAt, table.ownerId),
    index("sales_created").on(table.workspaceId, table.createdAt, table.id),
    check("sales_stage", sql`${table.stage} in ('new', 'kyc', 'agreement', 'paid', 'lost')`),
    check("sales_lost_reason", sql`(${table.stage} = 'lost') = (${table.lostReason} is not null)`),
    check(
      "sales_lost_comment",
      sql`${table.lostComment} is null or ${table.stage} = 'lost' and char_length(${table.lostComment}) <= 1002`,
    ),
    check("sales_amount", sql`${table.amount} >= 0`),
    check("sales_currency", sql`${table.currency} ~ '^[A-Z]{3}$'`),
  ],
);
