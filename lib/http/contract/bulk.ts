import { z } from "zod";
import {
  BulkJobJson,
  BulkJobQuery,
  BulkPreviewJson,
  BulkReportJson,
  MAX_BULK_LEADS,
  MAX_REFUSALS,
  StartBulkJobInput,
} from "#lib/operations/bulk/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const startBulkJob = defineContract({
  method: "POST",
  path: "/leads/bulk",
  permission: "lead:bulk",
  summary: "Start a bulk job",
  description: `Changes up to ${MAX_BULK_LEADS} leads in the background: those in \`ids\`, or all that match \`filter\` now. Every lead goes through the same rules as alone, with the rights that you have then. A lead that is refused does not stop the others. A lead that is as it should be counts as done; \`changed\` counts the others. \`only_applicable\` leaves out leads that are as they should be, that are transferred or lost, or that are in a stage where the change cannot start. With the \`fingerprint\` of a preview, the job starts only for the leads of that preview; otherwise the response is 409 \`selection_changed\`.`,
  body: StartBulkJobInput,
  statuses: [202],
  response: BulkJobJson,
  refusals: [409],
  example: { body: { action: "move", stage: "contacted", filter: { stage: "new", source: "partner" } } },
});

export const previewBulkJob = defineContract({
  method: "POST",
  path: "/leads/bulk/preview",
  permission: "lead:bulk",
  summary: "Preview a bulk job",
  description:
    "Counts the leads that a bulk job would change. Takes the body of `POST /leads/bulk` and changes nothing. `left_out` counts, by reason, the leads that `only_applicable` leaves out. Send `fingerprint` with the job to start it only for the leads that were counted.",
  body: StartBulkJobInput,
  statuses: [200],
  response: BulkPreviewJson,
  example: { body: { action: "move", stage: "contacted", filter: { stage: "new", source: "partner" } } },
});

export const listBulkJobs = defineContract({
  method: "GET",
  path: "/bulk-jobs",
  permission: "lead:bulk",
  summary: "List bulk jobs",
  description: "Returns jobs with their progress, newest first. With `mine=true`, it returns only yours.",
  query: BulkJobQuery,
  statuses: [200],
  response: z.array(BulkJobJson),
  paged: true,
});

export const getBulkJob = defineContract({
  method: "GET",
  path: "/bulk-jobs/{id}",
  permission: "lead:bulk",
  summary: "Get a bulk job",
  description: `Returns the progress of a job, with the leads that it could not change and why. The first ${MAX_REFUSALS} refusals are kept; \`refused\` counts all.`,
  params: idParams,
  statuses: [200],
  response: BulkReportJson,
});

export const cancelBulkJob = defineContract({
  method: "POST",
  path: "/bulk-jobs/{id}/cancel",
  permission: "lead:bulk",
  summary: "Cancel a bulk job",
  description: "Stops a job before its next lead. What is done stays.",
  params: idParams,
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [200],
  response: BulkJobJson,
  refusals: [409],
});

export const undoBulkJob = defineContract({
  method: "POST",
  path: "/bulk-jobs/{id}/undo",
  permission: "lead:bulk",
  summary: "Undo a bulk job",
  description:
    "Takes back the moves, assignments and losses of your own job, until its `undo_until`: ten seconds after its end. The response is the job that does it. Leads that were changed since are left as they are and reported as refused. Transfers and scores cannot be undone.",
  params: idParams,
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [202],
  response: BulkJobJson,
  refusals: [400, 409],
});
