import { afterEach, expect, test, vi } from "vitest";
import { keepChoice } from "./keep-choice.ts";

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["https:", "theme=dark; path=/; max-age=31536000; samesite=lax; secure"],
  ["http:", "theme=dark; path=/; max-age=31536000; samesite=lax"],
])("a choice that is kept over %s is sent over that alone where it can be", (protocol, cookie) => {
  const document = { cookie: "" };
  vi.stubGlobal("document", document);
  vi.stubGlobal("location", { protocol });
  keepChoice("theme", "dark");
  expect(document.cookie).toBe(cookie);
});
