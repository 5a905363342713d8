import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { PageJson } from "#components/api/client.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

type Pages = InfiniteData<PageJson<LeadJson>>;

const isPages = (data: unknown): data is Pages =>
  typeof data === "object" && data !== null && "pages" in data;

/** Shows a lead as it was just saved, in the drawer and in tables, before anything is read again. */
export function keepLead(client: QueryClient, lead: LeadJson): void {
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
