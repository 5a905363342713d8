import { getJson } from "#components/api/client.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

/** A lead as every screen reads it, so that what one has read the others show at once. */
export const leadQuery = (leadId: number) => ({
  queryKey: ["lead", leadId],
  queryFn: () => getJson<LeadJson>(`/leads/${leadId}`),
});

/** What a lead has many of, the newest first, for `usePages`. */
export const partOfLead = (leadId: number, part: "messages" | "events" | "appeals") => ({
  queryKey: ["lead", leadId, part],
  address: `/leads/${leadId}/${part}?limit=200`,
});
