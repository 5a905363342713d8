import { expect, test } from "vitest";
import { columnCounts, driftOf, leakageOf, observedToExpected } from "./drift.ts";
import { fitEncoder } from "./encode.ts";
import type { Example } from "./schema.ts";

const SOURCES = ["partner", "scanner", "manual", "web"];
const rowsOf = (count: number, sources: string[]) =>
  Array.from({ length: count }, (_, at) => ({
    source: sources[at % sources.length] ?? "",
    messages: at % 10,
  }));

test("a shifted feature is listed first, and the others are stable", () => {
  const trained = rowsOf(1000, SOURCES);
  const encoder = fitEncoder(trained);
  const counts = columnCounts(encoder, trained);
  expect(driftOf(encoder, counts, rowsOf(400, SOURCES)).map(({ level }) => level)).toEqual([
    "stable",
    "stable",
  ]);
  const moved = driftOf(encoder, counts, rowsOf(400, ["partner", "partner", "partner", "never seen"]));
  expect(moved.map(({ feature, level }) => [feature, level])).toEqual([
    ["source", "shifted"],
    ["messages", "stable"],
  ]);
});

test("PSI is Σ (q − p) ln(q / p)", () => {
  const trained = rowsOf(100_000, ["a", "b"]);
  const encoder = fitEncoder(trained);
  const psi = driftOf(encoder, columnCounts(encoder, trained), rowsOf(100_000, ["a", "a", "a", "b"]));
  expect(psi.find(({ feature }) => feature === "source")?.psi).toBeCloseTo(
    0.25 * Math.log(1.5) + 0.25 * Math.log(2),
    3,
  );
});

test("observed outcomes raise an alarm only when they are unlikely by chance", () => {
  const judged = (positives: number) =>
    Array.from({ length: 100 }, (_, at) => ({ score: 0.2, outcome: at < positives }));
  expect(observedToExpected(judged(26))).toMatchObject({ observed: 26, alarm: false });
  expect(observedToExpected(judged(26)).ratio).toBeCloseTo(1.3, 9);
  expect(observedToExpected(judged(36)).alarm).toBe(true);
  expect(observedToExpected(judged(5)).alarm).toBe(true);
  expect(observedToExpected([]).alarm).toBe(false);
});

test("a feature that knows the outcome raises an alarm; one with a unique value for every row does not", () => {
  const examples = Array.from({ length: 400 }, (_, at): Example => {
    const outcome = (at * 7919) % 5 < 2;
    const row = {
      contract: outcome ? "signed" : "none",
      id: `lead-${at % 60}`,
      hint: outcome || at % 3 === 0,
    };
    return { row, outcome, prior: 0.4 };
  });
  const [first, ...others] = leakageOf(examples);
  expect(first).toMatchObject({ feature: "contract", auc: 1, alarm: true });
  expect(others.map(({ feature }) => feature)).toContain("id");
  expect(others.find(({ feature }) => feature === "id")?.alarm).toBe(false);
});
