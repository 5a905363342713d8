import { expect, test } from "vitest";
import { chooseLocale } from "./locale.ts";

test.each([
  [{ person: "ru", browser: "uk", accepted: "en" }, "ru"],
  [{ person: null, browser: "uk", accepted: "en" }, "uk"],
  [{ person: "xx", browser: "yy", accepted: null }, "en"],
  [{ accepted: "de-DE,de;q=0.9,ru;q=0.5,uk-UA;q=0.8" }, "uk"],
  [{ accepted: "uk;q=0, ru;q=0.1" }, "ru"],
  [{ accepted: ";;,*;q=x" }, "en"],
] as const)("%o is spoken to in %s", (wishes, locale) => {
  expect(chooseLocale(wishes)).toBe(locale);
});
