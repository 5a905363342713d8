import { useQuery } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import { MINUTE } from "#lib/core/clock.ts";

/**
 * The suggested lines of business, loaded when needed: the workspace's list, then the most frequent ones of its leads.
 */
export function useBusinessDomains(isNeeded: boolean): string[] {
  const { data = [] } = useQuery({
    queryKey: ["business-domains"],
    queryFn: () => getJson<string[]>("/leads/business-domains"),
    staleTime: MINUTE,
    enabled: isNeeded,
  });
  return data;
}
