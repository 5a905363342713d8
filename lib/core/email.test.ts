import { expect, test } from "vitest";
import { email, emailKey, emailKeys } from "./email.ts";

test("Latin letters are folded, and all others stay unchanged", () => {
  expect(emailKey("  Admin@Leadline.LOCAL ")).toBe("admin@leadline.local");
  // Some functions fold the dotted İ, a fullwidth and a circled letter into Latin letters.
  for (const other of ["admİn@leadline.local", "ａdmin@leadline.local", "admin@ⓛeadline.local"])
    expect(emailKey(other)).toBe(other);
  for (const other of ["admin@leadlİne.local", "\u212Aate@test.example"])
    expect(["admin@leadline.local", "kate@test.example"]).not.toContain(emailKey(other));
});

test("an internationalised domain has one form for all spellings", () => {
  for (const written of ["Info@Пошта.укр", "info@xn--80a1acn3a.xn--j1amh", " info@пошта.УКР"])
    expect(emailKey(written)).toBe("info@пошта.укр");
  expect(emailKeys("info@пошта.укр")).toEqual(["info@пошта.укр", "info@xn--80a1acn3a.xn--j1amh"]);
  expect(emailKeys("info@ⓜail.example")).toEqual(["info@ⓜail.example"]);
  expect(emailKeys("info@mail.example")).toEqual(["info@mail.example"]);
});

test.each([
  ["kate@test.example", "kate@test.example"],
  [" Kate+news@Test.Example\n", "kate+news@test.example"],
  ["олена@пошта.укр", "олена@пошта.укр"],
  ["пётр.иванов@пример.рф", "пётр.иванов@пример.рф"],
  ["jose\u0301@correo.example", "josé@correo.example"],
  ["o'brien@mail.example", "o'brien@mail.example"],
  ["用户@例子.公司", "用户@例子.公司"],
])("%j is accepted", (written, stored) => {
  expect(email.safeParse(written)).toMatchObject({ data: stored });
});

test.each([
  "",
  "no-at-sign",
  "@mail.example",
  "a@b",
  "a b@mail.example",
  "a@mail..example",
  ".a@mail.example",
  "a..b@mail.example",
  "a@-mail.example",
  "a@127.0.0.1",
  "a@b@mail.example",
  "a\u200b@mail.example",
  "a\u0000@mail.example",
  "ａdmin@mail.example",
  "admin@ⓜail.example",
  "\u212Aate@mail.example",
  `${"a".repeat(65)}@mail.example`,
  `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.example`,
])("%j is refused", (written) => {
  expect(email.safeParse(written).success).toBe(false);
});
