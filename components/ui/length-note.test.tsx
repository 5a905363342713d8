import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Locale } from "#lib/core/ctx.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";
import { excessOf, LengthNote } from "./length-note.tsx";

const shown = (text: string, limit: number, locale: Locale = "en") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={CATALOGUES[locale]} timeZone="UTC">
      <LengthNote text={text} limit={limit} />
    </NextIntlClientProvider>,
  );

test("the length is shown from four fifths of the limit on", () => {
  expect(shown("x".repeat(7_999), 10_000)).toBe("");
  expect(shown("x".repeat(8_000), 10_000)).toContain("8,000 of 10,000 characters");
  expect(shown("x".repeat(10_000), 10_000)).not.toContain("alert");
});

test("a text that is too long is reported with the excess", () => {
  expect(shown("x".repeat(10_001), 10_000)).toMatch(/role="alert".*1 character over the limit/);
  expect(shown("x".repeat(10_250), 10_000)).toContain("250 characters over the limit");
  expect(shown("x".repeat(62), 60, "uk")).toContain("Ліміт перевищено на 2 символи.");
  expect(shown("x".repeat(65), 60, "ru")).toContain("Лимит превышен на 5 символов.");
});

test("whitespace at the ends is not counted, as on the server", () => {
  expect(excessOf(` ${"x".repeat(60)}\n`, 60)).toBe(0);
  expect(excessOf("x".repeat(61), 60)).toBe(1);
});
