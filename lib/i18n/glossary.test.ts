import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { LOCALES } from "#lib/core/ctx.ts";
import { CATALOGUES } from "./catalogues.ts";

const GLOSSARY = readFileSync("docs/GLOSSARY.md", "utf8");

/** The rows that name a key: a term, its words in each language, and the key. */
const ROWS = GLOSSARY.split("\n").flatMap((line) => {
  const [, term = "", en = "", uk = "", ru = "", key = ""] = line.split("|").map((cell) => cell.trim());
  const name = /^`([\w.]+)`$/.exec(key)?.[1];
  return name ? [{ term, words: { en, uk, ru }, key: name }] : [];
});

/** The text as it is stored, with its placeholders. */
const textOf = (locale: (typeof LOCALES)[number], key: string) =>
  createTranslator({ locale, messages: CATALOGUES[locale] }).raw(key as never) as unknown;

test("the glossary has a key for every term", () => {
  const tables = GLOSSARY.split("## Words that screens avoid")[0]?.split("\n") ?? [];
  const rows = tables.filter((line) => line.startsWith("| ") && !/^\| (Term |-)/.test(line));
  expect(ROWS).toHaveLength(rows.length);
  expect(new Set(ROWS.map(({ term }) => term)).size).toBe(rows.length);
});

test.each(LOCALES)("screens say every term of the glossary as it is there in %s", (locale) => {
  const isIn = (text: unknown, words: string) =>
    typeof text === "string" && words !== "" && text.toLowerCase().includes(words.toLowerCase());
  const drifted = ROWS.map(({ term, words, key }) => ({
    term,
    words: words[locale],
    text: textOf(locale, key),
  }));
  expect(drifted.filter(({ words, text }) => !isIn(text, words))).toEqual([]);
});
