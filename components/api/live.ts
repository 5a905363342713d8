import type { FeedJson } from "#lib/insight/feed/schema.ts";

type Listener = (change: FeedJson) => void;

const listeners = new Set<Listener>();

/** Milliseconds that a change is kept for a screen whose data was on its way when it was told. */
const KEPT_FOR = 10_000;
const recent: { change: FeedJson; at: number }[] = [];

/** What was told of late: a screen that opens now may show what a page read before. */
export function recentChanges(): FeedJson[] {
  const from = Date.now() - KEPT_FOR;
  return recent.filter(({ at }) => at >= from).map(({ change }) => change);
}

/** Calls `listener` with each change that the stream tells of; returns the way out. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const gapListeners = new Set<() => void>();

/** Calls `listener` when something may have changed that the stream did not tell of; returns the way out. */
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
