import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { getJson, type PageJson } from "#components/api/client.ts";
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

type Pages = InfiniteData<PageJson<LeadJson>>;

const isPages = (data: unknown): data is Pages =>
  typeof data === "object" && data !== null && "pages" in data;

/** Shows a lead as it was just saved, in the drawer and in tables, before anything is read again. */
export function cacheLead(client: QueryClient, lead: LeadJson): void {
  client.setQueryData(["lead", lead.id], lead);
  client.setQueriesData<unknown>({ queryKey: ["leads"] }, (data: unknown) =>
    isPages(data)
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => (row.id === lead.id ? lead : row)),
          })),
        }
      : data,
  );
}
