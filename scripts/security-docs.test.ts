import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const PAGES = ["docs/SECURITY.md", "docs/ASVS.md"];

/**
 * The requirements of levels 1 and 2 of OWASP ASVS 5.0.0: after each section those of level 1, a slash, those of
 * level 2. Level 3 is left out.
 */
const REQUIREMENTS = `
  1.1 /1-2  1.2 1-5/6-9  1.3 1-2/3-11  1.4 /1-3  1.5 1/2
  2.1 1/2-3  2.2 1-2/3  2.3 1/2-4  2.4 /1
  3.2 1-2/  3.3 1/2-4  3.4 1-2/3-6  3.5 1-3/4-5  3.7 /1-2
  4.1 1/2-3  4.2 /1  4.3 /1-2  4.4 1/2-4
  5.1 /1  5.2 1-2/3  5.3 1-2/  5.4 /1-3
  6.1 1/2-3  6.2 1-8/9-12  6.3 1-2/3-4  6.4 1-2/3-4  6.5 /1-5  6.6 /1-3  6.8 /1-4
  7.1 /1-3  7.2 1-4/  7.3 /1-2  7.4 1-2/3-5  7.5 /1-2  7.6 /1-2
  8.1 1/2  8.2 1-2/3  8.3 1/  8.4 /1
  9.1 1-3/  9.2 1/2-4
  10.1 /1-2  10.2 /1-2  10.3 /1-4  10.4 1-5/6-11  10.5 /1-5  10.6 /1-2  10.7 /1-3
  11.1 /1-2  11.2 /1-3  11.3 1-2/3  11.4 1/2-4  11.5 /1  11.6 /1
  12.1 1/2-3  12.2 1-2/  12.3 /1-4
  13.1 /1  13.2 /1-5  13.3 /1-2  13.4 1/2-5
  14.1 /1-2  14.2 1/2-4  14.3 1/2-3
  15.1 1/2-3  15.2 1/2-3  15.3 1/2-7
  16.1 /1  16.2 /1-5  16.3 /1-4  16.4 /1-3  16.5 /1-3
  17.1 /1  17.2 /1-4  17.3 /1-2`;

function numbersOf(span: string): number[] {
  if (span === "") return [];
  const [first = 0, last = first] = span.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

/** Each as "number level". */
const expected = [...REQUIREMENTS.matchAll(/(\d+\.\d+) ([\d-]*)\/([\d-]*)/g)].flatMap(
  ([, section, first = "", second = ""]) => [
    ...numbersOf(first).map((number) => `${section}.${number} 1`),
    ...numbersOf(second).map((number) => `${section}.${number} 2`),
  ],
);

const STATES = ["met", "partly", "not met", "n/a"] as const;

type Row = { number: string; level: string; state: string; evidence: string };

/** The rows of all tables whose first cell matches, without the padding of their columns. */
const tableRows = (first: RegExp): string[][] =>
  readFileSync("docs/ASVS.md", "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([before, cell = ""]) => before === "" && first.test(cell))
    .map((cells) => cells.slice(1, -1));

const rows: Row[] = tableRows(/^\d+\.\d+\.\d+$/).map(
  ([number = "", _requirement, level = "", state = "", evidence = ""]) => ({
    number,
    level,
    state,
    evidence,
  }),
);

const TOP_FOLDERS = "app|bench|components|db|docs|drizzle|e2e|lib|scripts|testing";
const FILE = new RegExp(
  `^(?:(?:${TOP_FOLDERS})/\\S*|[\\w.-]+\\.(?:ts|tsx|js|mjs|md)|(?:package|package-lock|tsconfig|biome)\\.json|\\.npmrc|\\.env\\.example)$`,
);

/** The texts in backticks that look like a file or folder of this repository. */
function filesIn(text: string): string[] {
  const codes = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...new Set(codes)].filter((code) => FILE.test(code));
}

const withoutBlocks = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, "");

const links = (page: string) =>
  [...readFileSync(page, "utf8").matchAll(/\]\(((?!https?:)[^)]+)\)/g)].map(([, target = ""]) => target);

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string) =>
  [...readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(PAGES)("every file named in %s exists", (page) => {
  const files = filesIn(withoutBlocks(readFileSync(page, "utf8")));
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test.each(PAGES)("every link of %s leads to an existing page and heading", (page) => {
  const isBroken = (target: string) => {
    const [path, anchor] = target.split("#");
    const file = path ? join(dirname(page), path) : page;
    return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
  };
  expect(links(page).filter(isBroken)).toEqual([]);
});

test("every requirement of ASVS 5.0.0 at levels 1 and 2 has one row, with its level", () => {
  expect(expected).toHaveLength(253);
  expect(rows.map(({ number, level }) => `${number} ${level}`)).toEqual(expected);
});

test("each row has a known state, and a claim names a file or a page", () => {
  const isKnown = ({ state }: Row) => STATES.some((known) => known === state);
  const hasEvidence = ({ state, evidence }: Row) =>
    state === "n/a" || evidence.includes("](") || filesIn(evidence).length > 0;
  expect(rows.filter((row) => !isKnown(row) || !hasEvidence(row))).toEqual([]);
});

test("the counts at the head of the table are those of its rows", () => {
  const counted = ["1", "2"].map((level) => {
    const ofLevel = rows.filter((row) => row.level === level);
    const counts = STATES.map((state) => ofLevel.filter((row) => row.state === state).length);
    return [level, ...counts, ofLevel.length].map(String);
  });
  expect(tableRows(/^\d$/)).toEqual(counted);
});
