import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { More } from "#components/ui/load-more.tsx";
import { getPage, type PageJson } from "./client.ts";

type List<Row> = {
  queryKey: unknown[];
  /** Of the first page, below /api/v1. */
  address: string;
  enabled?: boolean;
  /** What the server has read already, until the browser reads it itself. */
  initial?: Row[];
};

type Pages<Row> = InfiniteData<PageJson<Row>, string>;

const asPages = <Row>(rows: Row[]): Pages<Row> => ({
  pages: [{ rows, next: null, total: null }],
  pageParams: [""],
});

/** All rows, each once: what changes its place between two readings may be on both pages. */
function rowsOf<Row extends { id: number }>({ pages }: Pick<Pages<Row>, "pages">): Row[] {
  const rows = pages.flatMap((page) => page.rows);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** A list of the API, a page after the other. What has come is still to be seen when more of it fails. */
export function usePages<Row extends { id: number }>({
  queryKey,
  address,
  enabled = true,
  initial,
}: List<Row>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => getPage<Row>(pageParam, signal),
    initialPageParam: address,
    getNextPageParam: (page) => page.next,
    enabled,
    ...(initial ? { placeholderData: asPages(initial) } : {}),
  });
  const { data } = query;
  const more: More | undefined = query.hasNextPage
    ? {
        load: () => void query.fetchNextPage(),
        isLoading: query.isFetchingNextPage,
        hasFailed: query.isFetchNextPageError,
      }
    : undefined;
  return {
    /** The rows of the pages that are loaded; undefined until the first one is. */
    data: useMemo(() => data && rowsOf(data), [data]),
    /** How many there are, where the address asks for it with `count=true`. */
    total: data?.pages[0]?.total ?? undefined,
    isLoading: query.isLoading,
    error: data ? null : query.error,
    refetch: () => void query.refetch(),
    more,
  };
}

/** A list that is loaded page by page. */
export type Paged<Row extends { id: number }> = ReturnType<typeof usePages<Row>>;

/** How many rows a list has, as far as is known; undefined until it is read, and where it has none. */
export const countOf = <Row extends { id: number }>({ data, more }: Pick<Paged<Row>, "data" | "more">) =>
  data?.length ? `${data.length}${more ? "+" : ""}` : undefined;
