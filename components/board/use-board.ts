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

/** How many cards of a column stay loaded when the whole board is reloaded. */
const MAX_KEPT = 300;

/** When the columns of a page first arrived. Going back to a page provides the same, by then older, columns. */
const arrivals = new WeakMap<object, number>();

function arrivalOf(initial: object): number {
  const at = arrivals.get(initial) ?? Date.now();
  arrivals.set(initial, at);
  return at;
}

type Options<Item> = {
  /** The path below /board: `leads` or `sales`. */
  board: string;
  /** The filters as in the page's address. */
  query: string;
  initial: ColumnJson<Item>[];
  /** The ids of the cards that a change affects. */
  idsOf: (change: FeedJson, columns: Column<Item>[]) => number[];
};

type CardsJson<Item> = { cards: Item[]; next: string | null };

/**
 * Keeps the columns of a board as the server has them, and shows this person's own changes at once. Changes of others
 * are loaded card by card, so that the scroll position stays. While a card is lifted nothing is loaded, so that no card
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

  /** Reloads the whole board, with as many cards in each column as before. */
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

  /**
   * Waits for an answer. Cards that are patched before it arrives are read again, because the answer may contain older
   * data.
   */
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
    // Writing the cache marks the query as fresh. If it was stale, it is marked again, so that the pending reload still
    // happens.
    if (isOld) void client.invalidateQueries({ queryKey: key, exact: true, refetchType: "none" });
  };

  const held = useRef(isHeld);
  useEffect(() => {
    held.current = isHeld;
  });
  /** Reads the cards and moves them to their current places. Returns false if they must be read again. */
  const patch = async (ids: Set<number>): Promise<boolean> => {
    if (ids.size > MAX_CHANGED_CARDS) return (await refetch()).isSuccess;
    for (const meanwhile of patchedWhileReading.current) for (const id of ids) meanwhile.add(id);
    const read = getJson<ColumnJson<Item>[]>(withQuery(`/board/${board}`, `ids=${[...ids].join()}`));
    const fresh = await read.catch((error) => (isRefusal(error) ? "refused" : undefined));
    // A card was lifted meanwhile, so the changes are read again once it is dropped.
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

  /**
   * Cancels a pending reload, because its answer would move cards under the pointer or undo a move. The reload is
   * repeated later.
   */
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
    /** Puts a card at an index of its column and removes it from all others. */
    place,
    replace: (card: Item) => change((before) => replaceCard(before, card)),
    indexOf: (card: Item) =>
      columns.find(({ stage }) => stage === card.stage)?.cards.findIndex(({ id }) => id === card.id) ?? 0,
    loadMore,
  };
}
