import { z } from "zod";
import { HistoryQuery } from "#lib/core/listing.ts";
import { Reason } from "#lib/core/reason.ts";
import { id } from "#lib/core/text.ts";
import { AssignLeadInput, LeadFilter, MoveLeadInput } from "#lib/pipeline/leads/schema.ts";
import { LEFT_OUT } from "./rules.ts";

/** Leads of one job. */
export const MAX_BULK_LEADS = 50_000;

/** Refusals that a job stores with their reasons; further ones are only counted. */
export const MAX_REFUSALS = 1_000;

const { lost_reason, lost_comment } = MoveLeadInput.shape;

const actions = {
  move: {
    action: z.literal("move"),
    stage: MoveLeadInput.shape.stage,
    lost_reason,
    lost_comment,
  },
  assign: { action: z.literal("assign"), operator_id: AssignLeadInput.shape.operator_id },
  analyze: { action: z.literal("analyze") },
  lose: { action: z.literal("lose"), lost_reason: lost_reason.unwrap(), lost_comment },
};

/** The changes that can be requested. */
export const BulkChange = z.discriminatedUnion("action", [
  z.object(actions.move),
  z.object(actions.assign),
  z.object(actions.analyze),
  z.object(actions.lose),
]);
export type BulkChange = z.infer<typeof BulkChange>;

/** The action on each lead: a change, or the undo of a job's change. */
export const BulkAction = z.discriminatedUnion("action", [
  ...BulkChange.options,
  z.object({ action: z.literal("undo"), job_id: id }),
]);
export type BulkAction = z.infer<typeof BulkAction>;

/** Identifies a set of leads. */
const Fingerprint = z.string().regex(/^[\da-f]{64}$/);

const selection = {
  ids: z.array(id).min(1).max(MAX_BULK_LEADS).optional(),
  filter: LeadFilter.optional(),
  /** Leaves out leads that the change does not apply to, instead of refusing them or counting them as done. */
  only_applicable: z.boolean().optional(),
  /** The fingerprint of the confirmed preview. A job for any other set of leads is not started. */
  fingerprint: Fingerprint.optional(),
};

/** The leads: those named, or all that match a filter now. */
export const StartBulkJobInput = z
  .discriminatedUnion("action", [
    z.strictObject({ ...actions.move, ...selection }),
    z.strictObject({ ...actions.assign, ...selection }),
    z.strictObject({ ...actions.analyze, ...selection }),
    z.strictObject({ ...actions.lose, ...selection }),
  ])
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    error: "needs either ids or filter",
    path: ["ids"],
  })
  .refine((input) => input.action !== "move" || input.stage !== "lost" || input.lost_reason, {
    error: "moving to 'lost' needs a reason",
    path: ["lost_reason"],
  });
export type StartBulkJobInput = z.infer<typeof StartBulkJobInput>;

export const BulkJobQuery = HistoryQuery.extend({ mine: z.literal("true").optional() });
export type BulkJobQuery = z.infer<typeof BulkJobQuery>;

/** Why a job failed: its requester lost the permission. */
export const BulkFailure = z.enum(["rights_lost"]);
export type BulkFailure = z.infer<typeof BulkFailure>;

const BULK_STATUSES = ["queued", "running", "done", "cancelled", "failed"] as const;

export const BulkJobJson = z.object({
  id,
  action: BulkAction,
  status: z.enum(BULK_STATUSES),
  total: z.number(),
  done: z.number(),
  /** Those of `done` that were really changed. */
  changed: z.number(),
  refused: z.number(),
  failure: BulkFailure.nullable(),
  actor: z.object({ kind: z.string(), id, name: z.string() }),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  /** The deadline for its requester to undo it; null when it cannot be undone, or not any more. */
  undo_until: z.string().nullable(),
});
export type BulkJobJson = z.infer<typeof BulkJobJson>;

/** What a job would do, before it is started. */
export const BulkPreviewJson = z.object({
  total: z.number(),
  applicable: z.number(),
  /** Identifies the leads that a job of the same request would change. */
  fingerprint: Fingerprint,
  left_out: z.record(z.enum(LEFT_OUT), z.number()),
});
export type BulkPreviewJson = z.infer<typeof BulkPreviewJson>;

/** The values in a reason's text, for a screen that shows it in another language. */
const params = z.record(z.string(), z.union([z.string(), z.number()])).optional();

const BulkRefusalJson = z.object({
  lead_id: id,
  lead_name: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(Reason.extend({ params })),
});

/** A job with the leads that it could not change. */
export const BulkReportJson = BulkJobJson.extend({ refusals: z.array(BulkRefusalJson) });
export type BulkReportJson = z.infer<typeof BulkReportJson>;
