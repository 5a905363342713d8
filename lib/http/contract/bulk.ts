import { z } from "zod";
import {
  BulkJobJson,
  BulkJobQuery,
  BulkReportJson,
  MOST_LEADS,
  MOST_REFUSALS,
  StartBulkJobInput,
} from "#lib/bulk/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const startBulkJob = defineContract({
  method: "POST",
  path: "/leads/bulk",
  permission: "lead:bulk",
  summary: "Change many leads in the background",
  description: `The leads are either named in \`ids\` or all that match \`filter\` at this moment, ${MOST_LEADS} at most. Each goes through the same rules as alone, with your rights of that moment, and one that is refused stops no other. A lead that is already as it should be counts as done.`,
  body: StartBulkJobInput,
  statuses: [202],
  response: BulkJobJson,
  refusals: [409],
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
  description: `The first ${MOST_REFUSALS} refusals are kept; \`refused\` counts all.`,
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
