import { useQuery } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import { MINUTE } from "#lib/core/clock.ts";

/** Lines of business to choose from, once they are needed: the workspace's list, then those that leads have most. */
export function useBusinessDomains(isNeeded: boolean): string[] {
  const { data = [] } = useQuery({
    queryKey: ["business-domains"],
    queryFn: () => getJson<string[]>("/leads/business-domains"),
    staleTime: MINUTE,
    enabled: isNeeded,
  });
  return data;
}
