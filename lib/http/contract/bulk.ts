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
  summary: "Change many leads in the background",
  description: `The leads are either named in \`ids\` or all that match \`filter\` at this moment, ${MAX_BULK_LEADS} at most. Each goes through the same rules as alone, with your rights of that moment, and one that is refused stops no other. A lead that is already as it should be counts as done; \`changed\` counts those that were not. With \`only_applicable\`, leads that are already as they should be, transferred or lost, or in a stage that the change cannot start from are left out. With the \`fingerprint\` of a preview of the same request, the job is started only if it would be of the same leads; otherwise the answer is 409, \`selection_changed\`.`,
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
  summary: "Count the leads that a bulk change would apply to",
  description:
    "Takes the body of `POST /leads/bulk` and changes nothing. `left_out` counts, by reason, the leads that `only_applicable` leaves out: they are already as they should be, transferred or lost, or in a stage that the change cannot start from. Send `fingerprint` with the same request to `POST /leads/bulk` to start the job only if it is of the leads that were counted.",
  body: StartBulkJobInput,
  statuses: [200],
  response: BulkPreviewJson,
  example: { body: { action: "move", stage: "contacted", filter: { stage: "new", source: "partner" } } },
});

export const listBulkJobs = defineContract({
  method: "GET",
  path: "/bulk-jobs",
  permission: "lead:bulk",
  summary: "Changes to many leads, newest first, with their progress",
  description: "With `mine=true` only those that you asked for.",
  query: BulkJobQuery,
  statuses: [200],
  response: z.array(BulkJobJson),
  paged: true,
});

export const getBulkJob = defineContract({
  method: "GET",
  path: "/bulk-jobs/{id}",
  permission: "lead:bulk",
  summary: "How far a job is, and which leads it could not change, and why",
  description: `The first ${MAX_REFUSALS} refusals are kept; \`refused\` counts all.`,
  params: idParams,
  statuses: [200],
  response: BulkReportJson,
});

export const cancelBulkJob = defineContract({
  method: "POST",
  path: "/bulk-jobs/{id}/cancel",
  permission: "lead:bulk",
  summary: "Stop a job before its next lead; what is done stays",
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
  summary: "Undo a job",
  description:
    "Takes back the moves, assignments and losses of your own job, until its `undo_until`: ten seconds after its end. A job that changed no lead has none. The answer is the job that does it. Leads that were changed since are left as they are and reported as refused. Transfers and analyses cannot be undone.",
  params: idParams,
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [202],
  response: BulkJobJson,
  refusals: [400, 409],
});
