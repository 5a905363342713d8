import { useInfiniteQuery } from "@tanstack/react-query";
import { getPage } from "#components/api/client.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";

/** Which of the closed appeals are looked at. */
export type ClosedFilter = { operatorId: number | undefined; day: string | undefined };

/** The closed appeals, the last closed first, a page after the other. */
export function useClosed({ operatorId, day }: ClosedFilter, isShown: boolean) {
  const query = new URLSearchParams({
    sort: "-closed_at",
    ...(operatorId === undefined ? {} : { operator_id: String(operatorId) }),
    ...(day === undefined ? {} : { closed_from: day, closed_to: day }),
  });
  const address = `/appeals?${query}`;
  const closed = useInfiniteQuery({
    queryKey: ["appeals", "closed", address],
    queryFn: ({ pageParam, signal }) => getPage<AppealJson>(pageParam ?? address, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: isShown,
  });
  return {
    appeals: closed.data?.pages.flatMap(({ rows }) => rows) ?? [],
    isLoading: closed.isLoading,
    // What was read before is still to be seen.
    error: closed.data ? null : closed.error,
    refetch: () => void closed.refetch(),
    more: closed.hasNextPage ? () => void closed.fetchNextPage() : undefined,
    isLoadingMore: closed.isFetchingNextPage,
  };
}
