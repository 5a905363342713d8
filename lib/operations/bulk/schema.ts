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
    action: z.literal("move").describe("Move the leads to a stage."),
    stage: MoveLeadInput.shape.stage.describe("Stage to move the leads to."),
    lost_reason: lost_reason.describe("With `lost`: a code, a reason of the workspace, or any text."),
    lost_comment: lost_comment.describe("With `lost`: a comment on the reason."),
  },
  assign: {
    action: z.literal("assign").describe("Assign the leads."),
    operator_id: AssignLeadInput.shape.operator_id.describe(
      "New owner. Null returns the leads to the queue.",
    ),
  },
  analyze: { action: z.literal("analyze").describe("Score the leads.") },
  lose: {
    action: z.literal("lose").describe("Mark the leads as lost."),
    lost_reason: lost_reason.unwrap().describe("A code, a reason of the workspace, or any text."),
    lost_comment: lost_comment.describe("A comment on the reason."),
  },
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
  z.object({
    action: z.literal("undo").describe("Undo another job."),
    job_id: id.describe("Job that is undone."),
  }),
]);
export type BulkAction = z.infer<typeof BulkAction>;

/** Identifies a set of leads. */
const Fingerprint = z.string().regex(/^[\da-f]{64}$/);

const selection = {
  ids: z.array(id).min(1).max(MAX_BULK_LEADS).optional().describe("Leads to change. Send it or `filter`."),
  filter: LeadFilter.optional().describe("Changes all leads that match now. Send it or `ids`."),
  only_applicable: z.boolean().optional().describe("Leaves out leads that the change cannot apply to."),
  fingerprint: Fingerprint.optional().describe("Starts the job only for the leads of this preview."),
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

export const BulkJobQuery = HistoryQuery.extend({
  mine: z.literal("true").optional().describe("Only jobs that you started."),
});
export type BulkJobQuery = z.infer<typeof BulkJobQuery>;

/** Why a job failed: its requester lost the permission. */
export const BulkFailure = z.enum(["rights_lost"]);
export type BulkFailure = z.infer<typeof BulkFailure>;

const BULK_STATUSES = ["queued", "running", "done", "cancelled", "failed"] as const;

export const BulkJobJson = z.object({
  id: id.describe("Id of the job."),
  action: BulkAction.describe("What the job does."),
  status: z.enum(BULK_STATUSES).describe("State of the job."),
  total: z.number().describe("Leads of the job."),
  done: z.number().describe("Leads that are done."),
  changed: z.number().describe("Those that were changed. The others were as they should be."),
  refused: z.number().describe("Leads that could not be changed."),
  failure: BulkFailure.nullable().describe("Why the job failed: its starter lost the right to do this."),
  actor: z
    .object({
      kind: z.string().describe("Kind of the actor."),
      id: id.describe("Id of the actor."),
      name: z.string().describe("Name of the actor."),
    })
    .describe("Who started the job."),
  created_at: z.string().describe("When the job was created."),
  started_at: z.string().nullable().describe("When it was started."),
  finished_at: z.string().nullable().describe("When it ended."),
  undo_until: z.string().nullable().describe("Until when you can undo it. Null when you cannot."),
});
export type BulkJobJson = z.infer<typeof BulkJobJson>;

/** What a job would do, before it is started. */
export const BulkPreviewJson = z.object({
  total: z.number().describe("Leads that were chosen."),
  applicable: z.number().describe("Those that the change can apply to."),
  fingerprint: Fingerprint.describe("Identifies these leads. Send it with the job."),
  left_out: z
    .record(z.enum(LEFT_OUT), z.number())
    .describe("Leads that the change cannot apply to, by reason."),
});
export type BulkPreviewJson = z.infer<typeof BulkPreviewJson>;

/** The values in a reason's text, for a screen that shows it in another language. */
const params = z.record(z.string(), z.union([z.string(), z.number()])).optional();

const BulkRefusalJson = z.object({
  lead_id: id.describe("Id of the lead."),
  lead_name: z.string().nullable().describe("Name of the lead."),
  code: z.string().describe("Why it could not be changed, for programs."),
  detail: z.string().describe("Why, in English."),
  errors: z
    .array(Reason.extend({ params: params.describe("Values that `detail` mentions.") }))
    .describe("Each rule that is not met."),
});

/** A job with the leads that it could not change. */
export const BulkReportJson = BulkJobJson.extend({
  refusals: z.array(BulkRefusalJson).describe("Leads that could not be changed."),
});
export type BulkReportJson = z.infer<typeof BulkReportJson>;
