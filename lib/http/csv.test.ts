import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jobCtx } from "#lib/auth/ctx.ts";
import { CSV_SEPARATORS, type CsvSeparator } from "#lib/core/csv-separators.ts";
import { LOCALES, type Locale } from "#lib/core/ctx.ts";
import { csvReply } from "./csv.ts";
import { neutralCell } from "./neutral-cell.ts";

type Cells = Record<string, string | number | null>;

const fileOf = async (rows: Cells[], separator?: CsvSeparator, locale: Locale = "en") => {
  const reply = csvReply(
    { ...jobCtx(1, "Test"), locale },
    new Request("http://localhost/api/v1/events"),
    "test",
    async () => ({ rows, next: null }),
    (row) => row,
    separator,
  );
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await reply.arrayBuffer());
};

const FORMULA_FIRST = /^[\s\p{Cc}\p{Cf}"'‘’“”]*[=+\-@＝＋－＠]/u;
const NEUTRAL_FIRST = /^[\s\p{Cc}\p{Cf}"'‘’“”]*'[=+\-@＝＋－＠]/u;
const isFormula = (cell: string) => FORMULA_FIRST.test(cell) && !NEUTRAL_FIRST.test(cell);

/** Reads CSV like a spreadsheet with this separator. */
const readWith = (text: string, delimiter: string): string[] =>
  (
    parse(text, {
      bom: true,
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_records_with_error: true,
    }) as string[][]
  ).flat();

/** Reads CSV like a program without support for quotes. */
const splitAt = (text: string, delimiter: string): string[] =>
  text
    .replace(/^\ufeff/, "")
    .split(/[\r\n]/)
    .flatMap((line) => line.split(delimiter));

const hostile = fc
  .array(
    fc.constantFrom(
      "=",
      "+",
      "-",
      "@",
      "＝",
      "＠",
      ";",
      ",",
      "\t",
      "|",
      "\n",
      "\r",
      '"',
      "'",
      " ",
      "\u00a0",
      "\ufeff",
      "x",
      "1",
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

test.each([";", "\t", ","])(
  "a spreadsheet that separates cells by %j reads no text as a formula",
  async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 3 }),
        async (pairs) => {
          for (const separator of CSV_SEPARATORS) {
            const text = await fileOf(
              pairs.map(([one, two]) => ({ id: 1, one, two })),
              separator,
            );
            const cells = [...readWith(text, delimiter), ...splitAt(text, delimiter)];
            expect(cells.filter(isFormula)).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  },
);

test.each([
  ["x;=cmd()", "x;'=cmd()"],
  ["x\t=cmd()", "x\t'=cmd()"],
  ["=1+1", "'=1+1"],
  [' "=1+1"', ` "'=1+1"`],
  ["\u00a0\ufeff＝1", "\u00a0\ufeff'＝1"],
  ["a\n@SUM(A1)", "a\n'@SUM(A1)"],
  ["+380 44 123", "'+380 44 123"],
])("%j becomes %j", (text, cell) => {
  expect(neutralCell(text)).toBe(cell);
});

test("prose, dates and JSON of a change are unchanged, and a number stays a number", async () => {
  for (const text of ["Kyiv - Lviv", "olha@orbita.example", "2026-11-30", '{"a":"x=1","b":-1}', "1+1"])
    expect(neutralCell(text)).toBe(text);
  expect(await fileOf([{ id: -5, name: "-5" }])).toBe("\ufeffid,name\n-5,'-5\n");
});

test("cells are separated as the reader's spreadsheet expects, or as requested", async () => {
  const rows = [{ name: "a;b", note: "c,d" }];
  const inLocales = await Promise.all(LOCALES.map((locale) => fileOf(rows, undefined, locale)));
  const comma = '\ufeffname,note\na;b,"c,d"\n';
  const semicolon = '\ufeffname;note\n"a;b";c,d\n';
  expect(inLocales).toEqual([comma, semicolon, semicolon]);
  expect(await fileOf(rows, ",", "uk")).toBe(comma);
  expect(await fileOf(rows, "\t")).toBe("\ufeffname\tnote\na;b\tc,d\n");
});

test("a long cell takes linear time", () => {
  const took = (text: string) => {
    const began = performance.now();
    neutralCell(text);
    return performance.now() - began;
  };
  took("\n\t".repeat(10_000));
  expect(took("\n\t".repeat(100_000))).toBeLessThan(1_000);
});
