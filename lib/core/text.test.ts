import { expect, test } from "vitest";
import { lenientText, longText, optionalText, text } from "./text.ts";

/** Zero-width, bidirectional, filler and blank characters, which `trim` does not remove. */
const INVISIBLE = [
  "\u200b",
  "\u2060\u200d",
  "\u202e\u2066",
  "\u00ad",
  "\u3164",
  "\u115f",
  "\u2800",
  "\ufe0f",
  "\u{e0020}",
];

test.each(["", "  ", "\u00a0", ...INVISIBLE, ` ${INVISIBLE.join(" ")} `])("%j counts as empty", (value) => {
  expect(text(100).safeParse(value).success).toBe(false);
  expect(longText(100).safeParse(value).success).toBe(false);
  expect(optionalText(100).parse(value)).toBeNull();
  expect(lenientText(100).parse(value)).toBeNull();
});

test.each(["a\u0007b", "a\u001bb", "a\u007fb", "a\u0080b", "a\u0000b", "a\ud800b"])(
  "%j is refused",
  (value) => {
    expect(text(100).safeParse(value).success).toBe(false);
    expect(longText(100).safeParse(value).success).toBe(false);
    expect(optionalText(100).safeParse(value).success).toBe(false);
  },
);

test("text of people is normalised and trimmed, and otherwise unchanged", () => {
  expect(text(10).parse(" Зое\u0308 ")).toBe("Зоё");
  for (const value of ["👨‍👩‍👧", "❤️", "محمد\u200c‌رضا", "नी", "a\u200bb"])
    expect(text(20).parse(value)).toBe(value);
});

test("a line has no line breaks or tabs, and long text keeps them", () => {
  expect(text(20).parse("Іван\tПетренко\r\nЛьвів")).toBe("Іван Петренко Львів");
  expect(longText(20).parse("a\r\n\tb\u2028c\u000bd\n")).toBe("a\n\tb\nc\nd");
});

test("lenient text is shortened instead of refused, and its control characters become spaces", () => {
  expect(lenientText(5).parse("a\u0007\u0000b")).toBe("a b");
  expect(lenientText(5).parse("abcdef")).toBe("abcd…");
  expect(lenientText(5).parse("abc😀😀")).toBe("abc…");
  expect(lenientText(5).parse(null)).toBeNull();
});
