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

// Counters of boards and funnel: see docs/decisions/0018-counters.md. Triggers write the deltas: a lead or a sale after
// a change (n = 1) or before it (n = -1). The worker adds them to the counters. There is no foreign key to the
// workspace, because the check of each row would cost more than writing it.

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
    // Copied from its lead, where these never change.
    sourceId: reference("source_id").notNull(),
    createdAt: instant("created_at").notNull(),
    contactedAt: instant("contacted_at"),
    qualifiedAt: instant("qualified_at"),
    transferredAt: instant("transferred_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Cards of a column that entered it in one week, by source and owner. */
export const stageCounters = pgTable(
  "stage_counters",
  {
    workspaceId: workspaceId(),
    board: text("board", { enum: ["leads", "sales"] }).notNull(),
    /** 0 for every source. */
    sourceId: reference("source_id").notNull(),
    /** 0 for cards without an owner, -1 for all cards whatever their owner. */
    ownerId: reference("owner_id").notNull(),
    stage: text("stage").notNull(),
    /** Weeks since 1970. */
    week: integer("week").notNull(),
    /** The currency of sales, because sums of different currencies are never added. Empty for leads. */
    currency: text("currency").notNull(),
    count: integer("count").notNull(),
    /** The number of cards with a score (leads) or an amount (sales), and the sum of these. */
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

/** How far the leads created in a span of time came, and how long each step took. */
export const funnelCounters = pgTable(
  "funnel_counters",
  {
    workspaceId: workspaceId(),
    /** 0 for every source. */
    sourceId: reference("source_id").notNull(),
    /**
     * The span of creation: number `block` of those that are 4 to the power of `level` quarters of a day long, since
     * 1970.
     */
    level: smallint("level").notNull(),
    block: integer("block").notNull(),
    step: smallint("step").notNull(),
    /**
     * -1 counts leads that reached no further step. Other values are histogram buckets of the time to reach the step.
     */
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
