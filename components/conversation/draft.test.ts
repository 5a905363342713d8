import { beforeEach, expect, test, vi } from "vitest";
import { keyOfMessage, settleDraft, writeDraft } from "./draft.ts";

const ROOM = 1_000;
const kept = new Map<string, string>();
const name = "leadline.draft..7";

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
    setItem: (key: string, text: string) => {
      if (text.length > ROOM) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, text);
    },
  });
});

test("a draft too large for the browser's storage is kept with the page and never truncated", () => {
  writeDraft(7, "a");
  expect(kept.get(name)).toBe("a");
  const book = "b".repeat(ROOM + 1);
  expect(() => writeDraft(7, book)).not.toThrow();
  // The older, shorter text must not be restored instead.
  expect(kept.has(name)).toBe(false);
  const key = keyOfMessage(7, book);
  expect(keyOfMessage(7, book)).toBe(key);
  settleDraft(7, "b".repeat(ROOM));
  expect(kept.get(name)).toBe("b");
});
