import { expect, test } from "vitest";
import { newInitialPassword } from "./initial-password.ts";

test("an initial password has 128 random bits, and no two are the same", () => {
  const passwords = Array.from({ length: 100 }, newInitialPassword);
  for (const password of passwords) expect(Buffer.from(password, "base64url")).toHaveLength(16);
  expect(new Set(passwords).size).toBe(passwords.length);
});
