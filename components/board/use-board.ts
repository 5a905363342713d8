import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { getJson } from "#components/api/client.ts";

type Card = { id: number; stage: string; version: number };
export type ColumnJson<Item> = {
  stage: string;
  count: number;
  amount: number | null;
  median_age_hours: number | null;
  cards: Item[];
  next: string | null;
};

type Options<Item> = {
  /** Below /board: `leads` or `sales`. */
  board: string;
  /** The filters as they stand in the address. */
  query: string;
  initial: ColumnJson<Item>[];
};

/**
 * The columns of a board as the server knows them, with what this person does shown at once. While a card is
 * lifted nothing is read again, so that nothing moves below the hand.
 */
export function useBoard<Item extends Card>({ board, query, initial }: Options<Item>) {
  const client = useQueryClient();
  const key = ["board", board, query];
  const [isHeld, setHeld] = useState(false);
  const [first] = useState(query);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getJson<ColumnJson<Item>[]>(`/board/${board}${query}`, signal),
    ...(query === first ? { initialData: initial } : {}),
    placeholderData: (previous: ColumnJson<Item>[] | undefined) => previous,
    enabled: !isHeld,
  });
  const columns = data ?? initial;

  const change = (edit: (columns: ColumnJson<Item>[]) => ColumnJson<Item>[]) =>
    client.setQueryData<ColumnJson<Item>[]>(key, (before) => before && edit(before));

  /** Puts a card at a place, taking it from wherever it was; `undefined` takes it off the board. */
  const place = (card: Item, index: number) =>
    change((before) =>
      before.map((column) => {
        const had = column.cards.some(({ id }) => id === card.id);
        const gets = column.stage === card.stage;
        if (!had && !gets) return column;
        const cards = column.cards.filter(({ id }) => id !== card.id);
        if (gets) cards.splice(Math.min(index, cards.length), 0, card);
        return { ...column, cards, count: column.count + (gets ? 1 : 0) - (had ? 1 : 0) };
      }),
    );

  const replace = (card: Item) =>
    change((before) =>
      before.map((column) => ({
        ...column,
        cards: column.cards.map((one) => (one.id === card.id ? card : one)),
      })),
    );

  const indexOf = (card: Item) =>
    columns.find(({ stage }) => stage === card.stage)?.cards.findIndex(({ id }) => id === card.id) ?? 0;

  const loading = useRef(new Set<string>());
  const loadMore = useCallback(
    async (stage: string, cursor: string) => {
      if (loading.current.has(stage)) return;
      loading.current.add(stage);
      try {
        const separator = query ? "&" : "?";
        const more = await getJson<{ cards: Item[]; next: string | null }>(
          `/board/${board}/${stage}${query}${separator}cursor=${encodeURIComponent(cursor)}`,
        );
        client.setQueryData<ColumnJson<Item>[]>(["board", board, query], (before) =>
          before?.map((column) => {
            if (column.stage !== stage || column.next !== cursor) return column;
            const known = new Set(column.cards.map(({ id }) => id));
            return {
              ...column,
              cards: [...column.cards, ...more.cards.filter(({ id }) => !known.has(id))],
              next: more.next,
            };
          }),
        );
      } finally {
        loading.current.delete(stage);
      }
    },
    [client, board, query],
  );

  return { columns, error, isPlaceholderData, refetch, setHeld, place, replace, indexOf, loadMore };
}
