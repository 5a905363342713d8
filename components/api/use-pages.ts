import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { More } from "#components/ui/load-more.tsx";
import { getPage, type PageJson } from "./client.ts";

type List<Row> = {
  queryKey: unknown[];
  /** Path of the first page below /api/v1. */
  address: string;
  enabled?: boolean;
  /** Rows that the server rendered, shown until the browser has loaded its own. */
  initial?: Row[];
};

type Pages<Row> = InfiniteData<PageJson<Row>, string>;

const asPages = <Row>(rows: Row[]): Pages<Row> => ({
  pages: [{ rows, next: null, total: null }],
  pageParams: [""],
});

/** All rows without duplicates. A row that moves between two requests can be on both pages. */
function rowsOf<Row extends { id: number }>({ pages }: Pick<Pages<Row>, "pages">): Row[] {
  const rows = pages.flatMap((page) => page.rows);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Loads a list of the API page by page. Loaded rows stay visible when a later page fails. */
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
    /** The rows of the loaded pages; undefined until the first page is loaded. */
    data: useMemo(() => data && rowsOf(data), [data]),
    /** The total, if the address has `count=true`. */
    total: data?.pages[0]?.total ?? undefined,
    isLoading: query.isLoading,
    error: data ? null : query.error,
    refetch: () => void query.refetch(),
    more,
  };
}

/** A list that is loaded page by page. */
export type Paged<Row extends { id: number }> = ReturnType<typeof usePages<Row>>;

/** The number of rows as a text, with a plus if there are more pages; undefined for an empty or unloaded list. */
export const countOf = <Row extends { id: number }>({ data, more }: Pick<Paged<Row>, "data" | "more">) =>
  data?.length ? `${data.length}${more ? "+" : ""}` : undefined;
