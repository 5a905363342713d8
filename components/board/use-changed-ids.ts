import { useEffect, useRef } from "react";
import { onChange, recentChanges } from "#components/api/live.ts";
import type { FeedJson } from "#lib/insight/feed/schema.ts";

/** Milliseconds that changes are gathered before they are read; while one reading goes on, more are gathered. */
const GATHER = 50;
/** Milliseconds before a reading that failed is tried again. */
const RETRY_AFTER = 1_000;

type Options = {
  /** The cards that a change concerns. */
  idsOf: (change: FeedJson) => number[];
  /** While it holds, changes are only gathered. */
  isHeld: boolean;
  /** Reads these cards; false when that failed, and they are to be told again. */
  read: (ids: Set<number>) => Promise<boolean>;
};

/**
 * Reports which cards were changed by any person, in batches, one after the other.
 * @returns a function that reports cards again
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
      // While a card is held no timer is needed: `wake` runs when it is put down.
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
    // Changes between the rendering of the page and now were not received by this component.
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
