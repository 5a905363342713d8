import type { FeedJson } from "#lib/feed/schema.ts";

type Listener = (change: FeedJson) => void;

const listeners = new Set<Listener>();

/** Calls `listener` with each change that the stream tells of; returns the way out. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function announceChange(change: FeedJson): void {
  for (const listener of listeners) listener(change);
}
