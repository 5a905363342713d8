import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, instant, rankKey, reference, rowId, updatedAt, workspaceId } from "./columns.ts";
import { operators } from "./operators.ts";
import { sources } from "./sources.ts";
import { workspaces } from "./workspaces.ts";

export const leads = pgTable(
  "leads",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    externalId: text("external_id"),
    name: text("name"),
    /** In E.164, or as it was entered if it could not be parsed as a number. */
    phone: text("phone"),
    /** As it was entered, where that differs from `phone`. */
    phoneWritten: text("phone_written"),
    phoneIsRaw: boolean("phone_is_raw").notNull().default(false),
    email: text("email"),
    /** Whether the text is not a valid address; it is stored as it was entered. */
    emailIsRaw: boolean("email_is_raw").notNull().default(false),
    sourceId: reference("source_id").notNull(),
    stage: text("stage", { enum: ["new", "contacted", "qualified", "transferred", "lost"] })
      .notNull()
      .default("new"),
    rank: rankKey("rank").notNull(),
    businessDomain: text("business_domain"),
    country: text("country"),
    language: text("language"),
    segment: text("segment"),
    messageCount: integer("message_count").notNull().default(0),
    /** Messages of the client that have not been read by a person who answers the lead. */
    unreadCount: integer("unread_count").notNull().default(0),
    ownerId: reference("owner_id"),
    /** float8: a numeric comparison is not leakproof, so row-level security would keep it off an index. */
    aiScore: doublePrecision("ai_score"),
    aiRecommendation: text("ai_recommendation", {
      enum: ["transfer_to_sales", "continue_nurturing", "lost"],
    }),
    aiReason: text("ai_reason"),
    aiAnalyzedAt: instant("ai_analyzed_at"),
    stageChangedAt: instant("stage_changed_at").notNull().default(sql`now()`),
    /** When the lead reached these stages, kept by a trigger. Undoing a move clears the time. */
    contactedAt: instant("contacted_at"),
    qualifiedAt: instant("qualified_at"),
    firstContactedAt: instant("first_contacted_at"),
    nextStep: text("next_step"),
    nextStepAt: instant("next_step_at"),
    /** A code of `LOST_REASONS`, or one of the workspace's own reasons as text. */
    lostReason: text("lost_reason"),
    lostComment: text("lost_comment"),
    /** The lead that replaced this one at its renewal, and the external id that moved there. */
    successorId: reference("successor_id"),
    formerExternalId: text("former_external_id"),
    /** The lead that this one replaced. Stored besides `successorId`, because every list shows it. */
    predecessorId: reference("predecessor_id"),
    isDemo: boolean("is_demo").notNull().default(false),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique("leads_external_id").on(table.workspaceId, table.externalId),
    foreignKey({
      name: "leads_source",
      columns: [table.workspaceId, table.sourceId],
      foreignColumns: [sources.workspaceId, sources.id],
    }),
    foreignKey({
      name: "leads_owner",
      columns: [table.workspaceId, table.ownerId],
      foreignColumns: [operators.workspaceId, operators.id],
    }),
    foreignKey({
      name: "leads_successor",
      columns: [table.workspaceId, table.successorId],
      foreignColumns: [table.workspaceId, table.id],
    }),
    foreignKey({
      name: "leads_predecessor",
      columns: [table.workspaceId, table.predecessorId],
      foreignColumns: [table.workspaceId, table.id],
    }),
    // A lead has at most one predecessor and one successor.
    uniqueIndex("leads_predecessor_index")
      .on(table.workspaceId, table.predecessorId)
      .where(sql`predecessor_id is not null`),
    uniqueIndex("leads_successor_index")
      .on(table.workspaceId, table.successorId)
      .where(sql`successor_id is not null`),
    // For the search for duplicates, the newest first.
    index("leads_phone").on(table.workspaceId, table.phone, table.id).where(sql`phone is not null`),
    index("leads_email").on(table.workspaceId, table.email, table.id).where(sql`email is not null`),
    index("leads_board").on(table.workspaceId, table.stage, table.rank, table.id),
    // Has source and owner, so that the median age on their boards is an index-only scan. The workspace comes second;
    // otherwise the planner would look up single leads of a new workspace by this index:
    // docs/decisions/0018-counters.md.
    index("leads_stage_age").on(
      table.stage,
      table.workspaceId,
      table.stageChangedAt,
      table.sourceId,
      table.ownerId,
    ),
    index("leads_created").on(table.workspaceId, table.createdAt, table.id),
    // For lists and boards of a source with few leads.
    index("leads_source_board").on(table.workspaceId, table.sourceId, table.stage, table.rank, table.id),
    index("leads_source_created").on(table.workspaceId, table.sourceId, table.createdAt, table.id),
    index("leads_owner_index").on(table.workspaceId, table.ownerId, table.id),
    // For the everyday views, which show few of many leads. The conditions repeat those of `needsAttention`.
    index("leads_unread").on(table.workspaceId, table.id).where(sql`unread_count > 0`),
    index("leads_next_step")
      .on(table.workspaceId, table.nextStepAt)
      .where(sql`stage in ('new', 'contacted', 'qualified') and next_step_at is not null`),
    // For an operator's own day.
    index("leads_next_step_of_owner")
      .on(table.workspaceId, table.ownerId, table.nextStepAt)
      .where(sql`stage in ('new', 'contacted', 'qualified') and next_step_at is not null`),
    index("leads_analyzed")
      .on(table.workspaceId, table.aiAnalyzedAt)
      .where(sql`stage in ('new', 'contacted', 'qualified') and ai_analyzed_at is not null`),
    index("leads_ready")
      .on(table.workspaceId, table.aiScore)
      .where(sql`stage = 'qualified' and business_domain is not null`),
    check("leads_stage", sql`${table.stage} in ('new', 'contacted', 'qualified', 'transferred', 'lost')`),
    check("leads_lost_reason", sql`(${table.stage} = 'lost') = (${table.lostReason} is not null)`),
    check(
      "leads_lost_comment",
      sql`${table.lostComment} is null or ${table.stage} = 'lost' and char_length(${table.lostComment}) <= 1002`,
    ),
    // drizzle cannot read back years outside of this range, and one such row would break a whole list.
    check(
      "leads_next_step_at",
      sql`${table.nextStepAt} >= '1970-01-01T00:00:00Z' and ${table.nextStepAt} < '2200-01-01T00:00:00Z'`,
    ),
    check(
      "leads_renewed",
      sql`${table.successorId} is null or ${table.stage} in ('transferred', 'lost') and ${table.externalId} is null`,
    ),
    check("leads_former_external_id", sql`char_length(${table.formerExternalId}) <= 200`),
    check("leads_score", sql`${table.aiScore} between 0 and 1`),
    check("leads_message_count", sql`${table.messageCount} >= 0`),
    check("leads_unread_count", sql`${table.unreadCount} >= 0`),
    check(
      "leads_lengths",
      sql`char_length(${table.externalId}) <= 200 and char_length(${table.name}) <= 200 and char_length(${table.phone}) <= 200 and char_length(${table.phoneWritten}) <= 200 and char_length(${table.email}) <= 254 and char_length(${table.businessDomain}) <= 253 and char_length(${table.lostReason}) <= 500 and char_length(${table.nextStep}) <= 200`,
    ),
  ],
);
