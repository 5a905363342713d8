import { afterEach, expect, test, vi } from "vitest";
import { keepChoice } from "./keep-choice.ts";

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["https:", "theme=dark; path=/; max-age=31536000; samesite=lax; secure"],
  ["http:", "theme=dark; path=/; max-age=31536000; samesite=lax"],
])("the cookie of a choice is secure only over https: %s", (protocol, cookie) => {
  const document = { cookie: "" };
  vi.stubGlobal("document", document);
  vi.stubGlobal("location", { protocol });
  keepChoice("theme", "dark");
  expect(document.cookie).toBe(cookie);
});
