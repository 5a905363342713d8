import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { getJson, isRefusal } from "#components/api/client.ts";
import type { FeedJson } from "#lib/insight/feed/schema.ts";
import { MAX_CHANGED_CARDS } from "#lib/pipeline/board/rules.ts";
import {
  type Card,
  type Column,
  type ColumnJson,
  growColumn,
  loadedColumn,
  patchCards,
  placeCard,
  replaceCard,
} from "./columns.ts";
import { useChangedIds } from "./use-changed-ids.ts";

/** Cards of a column that stay loaded when the whole board is read again. */
const MAX_KEPT = 300;

/** When the columns of a page first arrived: going back to a page brings the same ones again. */
const arrivals = new WeakMap<object, number>();

function arrivalOf(initial: object): number {
  const at = arrivals.get(initial) ?? Date.now();
  arrivals.set(initial, at);
  return at;
}

type Options<Item> = {
  /** Below /board: `leads` or `sales`. */
  board: string;
  /** The filters as they stand in the address. */
  query: string;
  initial: ColumnJson<Item>[];
  /** The cards that a change concerns. */
  idsOf: (change: FeedJson, columns: Column<Item>[]) => number[];
};

type CardsJson<Item> = { cards: Item[]; next: string | null };

/**
 * The columns of a board as the server knows them, with this person's changes shown at once. Changes of others are
 * loaded card by card, so that the scroll position stays. While a card is lifted nothing is loaded, so that no card
 * moves under the pointer.
 */
export function useBoard<Item extends Card>({ board, query, initial, idsOf }: Options<Item>) {
  const client = useQueryClient();
  const key = useMemo(() => ["board", board, query], [board, query]);
  const [isHeld, setHeld] = useState(false);
  const [first] = useState(() => ({
    query,
    columns: initial.map(loadedColumn),
    at: arrivalOf(initial),
  }));
  const withQuery = (path: string, parameter: string) => `${path}${query ? `${query}&` : "?"}${parameter}`;

  const readMore = (stage: string, cursor: string, signal?: AbortSignal) =>
    getJson<CardsJson<Item>>(
      withQuery(`/board/${board}/${stage}`, `cursor=${encodeURIComponent(cursor)}`),
      signal,
    );

  /** The whole board, each column as long as it was. */
  const readBoard = async (signal: AbortSignal) => {
    const before = client.getQueryData<Column<Item>[]>(key);
    const read = await getJson<ColumnJson<Item>[]>(`/board/${board}${query}`, signal);
    return Promise.all(
      read.map(async (one) => {
        let column = loadedColumn(one);
        const loaded = before?.find(({ stage }) => stage === one.stage)?.cards.length ?? 0;
        while (column.next !== null && column.cards.length < Math.min(loaded, MAX_KEPT))
          column = growColumn(column, column.next, await readMore(column.stage, column.next, signal));
        return column;
      }),
    );
  };

  /** Reads with an answer that may be older than cards that are patched meanwhile: those are read again. */
  const whileReading = async <Answer>(reading: Promise<Answer>): Promise<Answer> => {
    const patched = new Set<number>();
    patchedWhileReading.current.add(patched);
    try {
      return await reading;
    } finally {
      patchedWhileReading.current.delete(patched);
      tellAgain(patched);
    }
  };
  const patchedWhileReading = useRef(new Set<Set<number>>());

  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => whileReading(readBoard(signal)),
    ...(query === first.query ? { initialData: first.columns, initialDataUpdatedAt: first.at } : {}),
    placeholderData: (previous: Column<Item>[] | undefined) => previous,
    enabled: !isHeld,
  });
  const columns = data ?? first.columns;
  const change = (edit: (columns: Column<Item>[]) => Column<Item>[]) => {
    const isOld = client.getQueryState(key)?.isInvalidated;
    client.setQueryData<Column<Item>[]>(key, (before) => before && edit(before));
    // A card that is put down makes nothing of the rest newer: what was to be read after the lift still is.
    if (isOld) void client.invalidateQueries({ queryKey: key, exact: true, refetchType: "none" });
  };

  const held = useRef(isHeld);
  useEffect(() => {
    held.current = isHeld;
  });
  /** Reads the cards and puts them where they are now; false when they are to be told again. */
  const patch = async (ids: Set<number>): Promise<boolean> => {
    if (ids.size > MAX_CHANGED_CARDS) return (await refetch()).isSuccess;
    for (const meanwhile of patchedWhileReading.current) for (const id of ids) meanwhile.add(id);
    const read = getJson<ColumnJson<Item>[]>(withQuery(`/board/${board}`, `ids=${[...ids].join()}`));
    const fresh = await read.catch((error) => (isRefusal(error) ? "refused" : undefined));
    // A card was lifted meanwhile: the changes are read again once it is put down.
    if (held.current) return false;
    if (Array.isArray(fresh)) change((before) => patchCards(before, fresh, ids));
    return fresh !== undefined;
  };
  const tellAgain = useChangedIds({ idsOf: (news) => idsOf(news, columns), isHeld, read: patch });

  const loading = useRef(new Set<string>());
  const loadMore = async (stage: string, cursor: string) => {
    if (loading.current.has(stage)) return;
    loading.current.add(stage);
    try {
      const more = await whileReading(readMore(stage, cursor));
      change((before) =>
        before.map((column) => (column.stage === stage ? growColumn(column, cursor, more) : column)),
      );
    } finally {
      loading.current.delete(stage);
    }
  };

  /** An answer on its way would move cards under the hand, or not know of a move: it is asked for again later. */
  const putOffReading = useCallback(() => {
    if (client.isFetching({ queryKey: key, exact: true }) === 0) return;
    void client.cancelQueries({ queryKey: key, exact: true }, { revert: false });
    void client.invalidateQueries({ queryKey: key, exact: true, refetchType: "none" });
  }, [client, key]);
  useEffect(() => {
    if (isHeld) putOffReading();
  }, [isHeld, putOffReading]);
  const place = (card: Item, index: number) => {
    putOffReading();
    change((before) => placeCard(before, card, index));
  };

  return {
    columns,
    error,
    isPlaceholderData,
    refetch,
    setHeld,
    /** Puts a card at a place, taking it from wherever it was. */
    place,
    replace: (card: Item) => change((before) => replaceCard(before, card)),
    indexOf: (card: Item) =>
      columns.find(({ stage }) => stage === card.stage)?.cards.findIndex(({ id }) => id === card.id) ?? 0,
    loadMore,
  };
}
