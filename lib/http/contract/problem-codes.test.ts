import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { entryCodes, problemCodes } from "./problem-codes.ts";

/** zod's codes for invalid values; each issue becomes an entry of `errors`. */
const ZOD_CODES = [
  ...["custom", "invalid_element", "invalid_format", "invalid_key", "invalid_type", "invalid_union"],
  ...["invalid_value", "not_multiple_of", "too_big", "too_small", "unrecognized_keys"],
];

/** Codes that are composed or passed on, so that no pattern finds them, with the file of each. */
const WRITTEN_ELSEWHERE: Record<string, string> = {
  same_stage: "lib/core/stages.ts",
  stage_backward: "lib/core/stages.ts",
  stage_final: "lib/core/stages.ts",
  stage_skipped: "lib/core/stages.ts",
};

/** Codes of something else: those of the sources of a new workspace. */
const OTHER_CODES = /^lib\/workspace\/sources\/schema\.ts$|\.test\.tsx?$/;

const STATUSES: Record<string, number> = { RuleViolation: 400, Conflict: 409, Unavailable: 503 };

type Thrown = { code: string; file: string; status?: number };

/** The text between the parenthesis at `start` and its closing one. */
function argumentsFrom(source: string, start: number): string {
  let depth = 1;
  let end = start;
  while (depth > 0 && end < source.length) {
    if ("([{".includes(source[end] ?? "")) depth += 1;
    if (")]}".includes(source[end] ?? "")) depth -= 1;
    end += 1;
  }
  return source.slice(start, end - 1).trim();
}

function thrownIn(file: string): { problems: Thrown[]; entries: Thrown[] } {
  const source = readFileSync(file, "utf8");
  const found = (pattern: RegExp) => [...source.matchAll(pattern)];
  const problems = [
    ...found(/new (RuleViolation|Conflict|Unavailable)\(\s*"(\w+)"/g).map(([, name = "", code = ""]) => ({
      code,
      file,
      status: STATUSES[name],
    })),
    ...found(/(?:new AppError|super)\(\s*(\d+),\s*"(\w+)"/g).map(([, status, code = ""]) => ({
      code,
      file,
      status: Number(status),
    })),
    ...found(/new TooManyRequests\([^;]*?code: "(\w+)"/g).map(([, code = ""]) => ({
      code,
      file,
      status: 429,
    })),
    ...found(/processSlots\(\w+, "(\w+)"/g).map(([, code = ""]) => ({ code, file, status: 429 })),
  ];
  const ofFields = found(/invalidField\(/g).map(({ index, 0: call }) => {
    const [, code] = argumentsFrom(source, index + call.length).match(/,\s*"([a-z_]+)",?$/) ?? [];
    return { code: code ?? "invalid", file };
  });
  const known = new Set(problems.map(({ code }) => code));
  const ofEntries = found(/\bcode(?::|\s=) "([a-z_]+)"/g).map(([, code = ""]) => ({ code, file }));
  return { problems, entries: [...ofFields, ...ofEntries.filter(({ code }) => !known.has(code))] };
}

const thrown = globSync("{lib,app}/**/*.{ts,tsx}")
  .filter((file) => !OTHER_CODES.test(file))
  .map(thrownIn);
const thrownProblems = thrown.flatMap(({ problems }) => problems);
const thrownEntries = thrown.flatMap(({ entries }) => entries);
const listed = new Map(problemCodes.map(({ code, status }) => [code, status]));
const listedEntries = new Set(entryCodes.map(({ code }) => code));

test("every code that a problem is thrown with is listed, with its status", () => {
  expect(thrownProblems.length).toBeGreaterThan(80);
  const missing = thrownProblems.filter(({ code, status }) => listed.get(code) !== status);
  expect(missing).toEqual([]);
});

test("every code of an entry is listed", () => {
  expect(thrownEntries.length).toBeGreaterThan(30);
  const missing = thrownEntries.filter(({ code }) => !listedEntries.has(code) && !listed.has(code));
  expect(missing).toEqual([]);
  expect(ZOD_CODES.filter((code) => !listedEntries.has(code))).toEqual([]);
  for (const [code, file] of Object.entries(WRITTEN_ELSEWHERE))
    expect([code, readFileSync(file, "utf8").includes(`"${code}"`)]).toEqual([code, true]);
});

test("every listed code is thrown somewhere, and none is listed twice", () => {
  const known = new Set([
    ...[...thrownProblems, ...thrownEntries].map(({ code }) => code),
    ...[...ZOD_CODES, ...Object.keys(WRITTEN_ELSEWHERE)],
  ]);
  for (const codes of [problemCodes, entryCodes]) {
    expect(codes.filter(({ code }) => !known.has(code))).toEqual([]);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  }
});

test("every listed code has its meaning and what to do", () => {
  for (const { meaning, action } of [...problemCodes, ...entryCodes])
    for (const sentence of [meaning, action]) expect(sentence).toMatch(/^[A-Z`].*[.]$/);
});
