import {
  boolean,
  doublePrecision,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import { instant, reference, rowId, workspaceId } from "./columns.ts";

// What boards and funnel count, so that nobody has to: see docs/decisions/0018. Triggers write the deltas,
// each a lead or a sale as it became (n = 1) or was (n = -1); the worker adds them to the counters.
// None refers to its workspace by key: a check for each row would cost more than writing it.

export const leadDeltas = pgTable(
  "lead_deltas",
  {
    workspaceId: workspaceId(),
    id: rowId(),
    n: integer("n").notNull(),
    sourceId: reference("source_id").notNull(),
    ownerId: reference("owner_id"),
    stage: text("stage").notNull(),
    lostReason: text("lost_reason"),
    stageChangedAt: instant("stage_changed_at").notNull(),
    createdAt: instant("created_at").notNull(),
    contactedAt: instant("contacted_at"),
    qualifiedAt: instant("qualified_at"),
    firstContactedAt: instant("first_contacted_at"),
    aiScore: doublePrecision("ai_score"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const saleDeltas = pgTable(
  "sale_deltas",
  {
    workspaceId: workspaceId(),
    id: rowId(),
    n: integer("n").notNull(),
    ownerId: reference("owner_id"),
    stage: text("stage").notNull(),
    lostReason: text("lost_reason"),
    amount: numeric("amount", { precision: 14, scale: 2, mode: "number" }),
    currency: text("currency").notNull(),
    stageChangedAt: instant("stage_changed_at").notNull(),
    kycAt: instant("kyc_at"),
    agreementAt: instant("agreement_at"),
    // Of its lead, which does not change any more.
    sourceId: reference("source_id").notNull(),
    createdAt: instant("created_at").notNull(),
    contactedAt: instant("contacted_at"),
    qualifiedAt: instant("qualified_at"),
    transferredAt: instant("transferred_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Cards of a column that came into it in a week, of every source and owner or of one. */
export const stageCounters = pgTable(
  "stage_counters",
  {
    workspaceId: workspaceId(),
    board: text("board", { enum: ["leads", "sales"] }).notNull(),
    /** 0 for every source. */
    sourceId: reference("source_id").notNull(),
    /** 0 for nobody, -1 for every owner and none. */
    ownerId: reference("owner_id").notNull(),
    stage: text("stage").notNull(),
    /** Weeks since 1970. */
    week: integer("week").notNull(),
    /** Of the sums of sales, which are never added over currencies; empty for leads, which have none. */
    currency: text("currency").notNull(),
    count: integer("count").notNull(),
    /** How many have a score (leads) or an amount (sales), and the sum of these. */
    valued: integer("valued").notNull(),
    value: numeric("value").notNull(),
  },
  (table) => [
    primaryKey({
      name: "stage_counters_pk",
      columns: [
        table.workspaceId,
        table.board,
        table.sourceId,
        table.ownerId,
        table.stage,
        table.week,
        table.currency,
      ],
    }),
  ],
);

/** How far the leads of some days came, and how many of them needed how long for a step. */
export const funnelCounters = pgTable(
  "funnel_counters",
  {
    workspaceId: workspaceId(),
    /** 0 for every source. */
    sourceId: reference("source_id").notNull(),
    /** Block number `block` of 4 to the power of `level` quarters of a day since 1970, in which the leads were created. */
    level: smallint("level").notNull(),
    block: integer("block").notNull(),
    step: smallint("step").notNull(),
    /** -1 counts leads that came no further than the step; others, those that took so long to reach it. */
    bucket: smallint("bucket").notNull(),
    isLost: boolean("is_lost").notNull(),
    reason: text("reason").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [
    primaryKey({
      name: "funnel_counters_pk",
      columns: [
        table.workspaceId,
        table.sourceId,
        table.level,
        table.block,
        table.step,
        table.bucket,
        table.isLost,
        table.reason,
      ],
    }),
  ],
);
