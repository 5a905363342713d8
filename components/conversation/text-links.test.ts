import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LinkedText } from "./linked-text.tsx";
import { piecesOf } from "./text-links.ts";

const linksIn = (text: string) =>
  piecesOf(text).flatMap(({ text: words, href, host }) =>
    href ? [[words, href, ...(host ? [host] : [])]] : [],
  );

test.each([
  ["See https://example.com/a?b=1#c.", [["https://example.com/a?b=1#c", "https://example.com/a?b=1#c"]]],
  ["www.example.com, please", [["www.example.com", "https://www.example.com/"]]],
  ["пишіть на t.me/leadline", [["t.me/leadline", "https://t.me/leadline"]]],
  ["сайт приват.укр", [["приват.укр", "https://xn--80adr1afp.xn--j1amh/"]]],
  ["olha@orbita.example", [["olha@orbita.example", "mailto:olha@orbita.example"]]],
  ["+380 44 765-43-21", [["+380 44 765-43-21", "tel:+380447654321"]]],
  [
    "(044) 765-43-21 або 067 123 45 67",
    [
      ["(044) 765-43-21", "tel:0447654321"],
      ["067 123 45 67", "tel:0671234567"],
    ],
  ],
  ["0 800 50 50 50", [["0 800 50 50 50", "tel:0800505050"]]],
  ["380671234567", [["380671234567", "tel:+380671234567"]]],
  ["+1 (415) 555-0132", [["+1 (415) 555-0132", "tel:+14155550132"]]],
])("%j becomes links", (text, links) => {
  expect(linksIn(text)).toEqual(links);
});

test.each([
  "javascript:alert(1)",
  "javascript://example.com/%0aalert(1)",
  "data:text/html,<b>x</b>",
  "ftp://example.com",
  "file:///etc/passwd",
  "Добрий день.Як справи",
  "ok.so we are done.It works",
  "01.02.2026 10:30",
  "2026-11-30 12:00",
  "зустріч 01-02-2026 10:30",
  "0 12 34 56 78.90 грн",
  "order 0123456",
  "4149 4991 2345 6789",
  "1 000 000 000",
  "UA213223130000026007233566001",
])("%j has no links", (text) => {
  expect(linksIn(text)).toEqual([]);
});

test("a host with deceptive letters is also shown in its ASCII form", () => {
  expect(linksIn("https://аррӏе.com/login")).toEqual([
    ["https://аррӏе.com/login", "https://xn--80ak6aa92e.com/login", "xn--80ak6aa92e.com"],
  ]);
  const shown = renderToStaticMarkup(createElement(LinkedText, { text: "https://аррӏе.com" }));
  expect(shown).toContain("(xn--80ak6aa92e.com)");
});

test("a name in a mailto link adds no headers to the mail, and no address hides another", () => {
  expect(linksIn("x?bcc=y@example.com")).toEqual([["x?bcc=y@example.com", "mailto:x%3Fbcc%3Dy@example.com"]]);
  expect(linksIn("https://bank.com@evil.example/x").map(([, href]) => href)).not.toContain(
    "https://bank.com@evil.example/x",
  );
  expect(linksIn("https://example.com/\u202egpj.exe")).toEqual([]);
});

test("text is shown unchanged, and none of it becomes markup", () => {
  const part = fc.constantFrom(
    "https://",
    "a.com",
    "@",
    "+380",
    "(044)",
    "<b>",
    '"',
    " ",
    "\n",
    "7654321",
    "x",
    "אב",
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 20 }).map((parts) => parts.join("")),
      (text) => {
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const { href } of pieces) if (href) expect(href).toMatch(/^(https?|mailto|tel):/);
      },
    ),
  );
  const shown = renderToStaticMarkup(createElement(LinkedText, { text: '<img src=x> https://a.com/"onx' }));
  expect(shown).not.toContain("<img");
  expect(shown).toContain('rel="noopener noreferrer nofollow"');
});

test("a long text takes linear time", () => {
  const took = (text: string) => {
    const began = performance.now();
    piecesOf(text);
    return performance.now() - began;
  };
  took("a.com ");
  for (const part of ["https://", "a.", "0 (", "+3 ", "a@", "(((", "380-"])
    expect(took(part.repeat(10_000 / part.length))).toBeLessThan(1_000);
});
