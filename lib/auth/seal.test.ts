import { expect, test } from "vitest";
import { openSealed, seal } from "./seal.ts";

test("opens only for its purpose and owner, and not after a bit of it was changed", () => {
  const sealed = seal("test", "user 1", "a secret");
  expect(sealed).not.toBe(seal("test", "user 1", "a secret"));
  expect(openSealed("test", "user 1", sealed)).toBe("a secret");
  expect(() => openSealed("test", "user 2", sealed)).toThrow();
  expect(() => openSealed("other", "user 1", sealed)).toThrow();
  const bytes = Buffer.from(sealed, "base64");
  for (const place of [0, 1, 13, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(() => openSealed("test", "user 1", changed.toString("base64"))).toThrow();
  }
});
