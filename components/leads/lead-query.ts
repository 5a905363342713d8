import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { getJson, type PageJson } from "#components/api/client.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

/** The query of a lead. All screens share it, so that they show the same data. */
export const leadQuery = (leadId: number) => ({
  queryKey: ["lead", leadId],
  queryFn: () => getJson<LeadJson>(`/leads/${leadId}`),
});

/** The lists of a lead, newest first, for `usePages`. */
export const partOfLead = (leadId: number, part: "messages" | "events" | "appeals") => ({
  queryKey: ["lead", leadId, part],
  address: `/leads/${leadId}/${part}?limit=200`,
});

type Pages = InfiniteData<PageJson<LeadJson>>;

const isPages = (data: unknown): data is Pages =>
  typeof data === "object" && data !== null && "pages" in data;

/** Shows a saved lead in the drawer and in tables at once, before they are reloaded. */
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
