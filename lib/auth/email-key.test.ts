import { expect, test } from "vitest";
import { CreateUserInput } from "#lib/team/schema.ts";
import { emailKey } from "./email-key.ts";

test("Latin letters are folded, all others stay as they are", () => {
  expect(emailKey("  Admin@Leadline.LOCAL ")).toBe("admin@leadline.local");
  // Dotted İ, the Kelvin sign and a fullwidth letter are the ones that some function folds into Latin.
  for (const other of ["admİn@leadlİne.local", "\u212Aate@test.example", "ａdmin@leadline.local"]) {
    expect(emailKey(other)).toBe(other);
  }
});

test("an address with such letters makes no account", () => {
  const person = { name: "Kate", role: "operator", password: "a-long-password" };
  const parse = (email: string) => CreateUserInput.safeParse({ ...person, email });
  expect(parse(" Kate@Test.example ")).toMatchObject({ data: { email: "kate@test.example" } });
  for (const email of ["\u212Aate@test.example", "admİn@leadline.local"])
    expect(parse(email).success).toBe(false);
});
