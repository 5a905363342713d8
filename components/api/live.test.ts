import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FeedJson } from "#lib/insight/feed/schema.ts";
import { announceChange, onChange, recentChanges } from "./live.ts";

const change = (id: number): FeedJson => ({
  id,
  type: "lead.updated",
  subject_type: "lead",
  subject_id: id,
  actor_id: null,
  actor_name: "Leadline",
  at: "2026-11-21T10:00:00.000Z",
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a screen that opens shortly after a change still learns of it, but not of an old change", () => {
  const heard: number[] = [];
  const leave = onChange(({ id }) => heard.push(id));
  announceChange(change(1));
  vi.advanceTimersByTime(9_000);
  leave();
  announceChange(change(2));
  expect(heard).toEqual([1]);
  expect(recentChanges().map(({ id }) => id)).toEqual([1, 2]);
  vi.advanceTimersByTime(2_000);
  expect(recentChanges().map(({ id }) => id)).toEqual([2]);
});
