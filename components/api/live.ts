import type { FeedJson } from "#lib/insight/feed/schema.ts";

type Listener = (change: FeedJson) => void;

const listeners = new Set<Listener>();

/** Milliseconds that a change is kept for screens that were still loading when it arrived. */
const KEPT_FOR = 10_000;
const recent: { change: FeedJson; at: number }[] = [];

/** Changes of the last seconds. A screen that opens now may show data that was read before them. */
export function recentChanges(): FeedJson[] {
  const from = Date.now() - KEPT_FOR;
  return recent.filter(({ at }) => at >= from).map(({ change }) => change);
}

/** Calls `listener` with each change from the stream. Returns a function that unsubscribes. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const gapListeners = new Set<() => void>();

/** Calls `listener` when changes may have been missed. Returns a function that unsubscribes. */
export function onGap(listener: () => void): () => void {
  gapListeners.add(listener);
  return () => {
    gapListeners.delete(listener);
  };
}

export function announceGap(): void {
  for (const listener of gapListeners) listener();
}

export function announceChange(change: FeedJson): void {
  const now = Date.now();
  recent.push({ change, at: now });
  while (recent[0] && recent[0].at < now - KEPT_FOR) recent.shift();
  for (const listener of listeners) listener(change);
}
