import { useEffect, useRef } from "react";
import { onChange, recentChanges } from "#components/api/live.ts";
import type { FeedJson } from "#lib/insight/feed/schema.ts";

/** Milliseconds that changes are collected before they are read. Changes during a request wait for the next one. */
const GATHER = 50;
/** Milliseconds before a failed request is repeated. */
const RETRY_AFTER = 1_000;

type Options = {
  /** The ids of the cards that a change affects. */
  idsOf: (change: FeedJson) => number[];
  /** While true, changes are collected but not read. */
  isHeld: boolean;
  /** Reads these cards. Returns false if they must be read again. */
  read: (ids: Set<number>) => Promise<boolean>;
};

/**
 * Collects the ids of changed cards and reads them in batches, one batch at a time.
 * @returns a function that adds ids
 */
export function useChangedIds(options: Options): (ids: Iterable<number>) => void {
  const latest = useRef(options);
  const add = useRef((_ids: Iterable<number>) => {});
  const wake = useRef(() => {});
  useEffect(() => {
    latest.current = options;
    if (!options.isHeld) wake.current();
  });
  useEffect(() => {
    let gathered = new Set<number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isReading = false;
    let isGone = false;
    const tell = async () => {
      timer = undefined;
      if (isReading || latest.current.isHeld || gathered.size === 0) return;
      const ids = gathered;
      gathered = new Set();
      isReading = true;
      const isRead = await latest.current.read(ids);
      isReading = false;
      if (isGone) return;
      if (!isRead) gathered = new Set([...ids, ...gathered]);
      // While a card is lifted no timer is needed: `wake` runs when it is dropped.
      if (gathered.size > 0 && !latest.current.isHeld) timer ??= setTimeout(tell, isRead ? 0 : RETRY_AFTER);
    };
    wake.current = () => {
      if (gathered.size > 0) timer ??= setTimeout(tell, 0);
    };
    add.current = (ids) => {
      if (isGone) return;
      for (const id of ids) gathered.add(id);
      if (gathered.size > 0) timer ??= setTimeout(tell, GATHER);
    };
    const gather = (change: FeedJson) => add.current(latest.current.idsOf(change));
    // Adds changes that arrived after the page was rendered and before this component subscribed.
    for (const change of recentChanges()) gather(change);
    const leave = onChange(gather);
    return () => {
      isGone = true;
      clearTimeout(timer);
      leave();
    };
  }, []);
  return (ids) => add.current(ids);
}
