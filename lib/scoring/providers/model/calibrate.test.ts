import { expect, test } from "vitest";
import { aucOf, bandsOf, calibrationOf, type Judged, liftOf, logLossOf } from "./calibrate.ts";

const judged = (...pairs: [score: number, outcome: 0 | 1][]): Judged[] =>
  pairs.map(([score, outcome]) => ({ score, outcome: outcome === 1 }));

test("AUC is the share of pairs in the right order, a tie counts half", () => {
  expect(aucOf(judged([0.1, 0], [0.4, 1], [0.35, 0], [0.8, 1]))).toBe(1);
  expect(aucOf(judged([0.1, 0], [0.4, 0], [0.35, 1], [0.8, 1]))).toBe(0.75);
  expect(aucOf(judged([0.5, 0], [0.5, 1], [0.5, 0], [0.5, 1]))).toBe(0.5);
  expect(aucOf(judged([0.5, 1], [0.6, 1]))).toBeNaN();
});

test("Brier score and log loss are means over the rows", () => {
  const two = judged([0.8, 1], [0.4, 0]);
  expect(calibrationOf(two).brier).toBeCloseTo((0.2 ** 2 + 0.4 ** 2) / 2, 12);
  expect(logLossOf(two)).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
  expect(Number.isFinite(logLossOf(judged([0, 1], [1, 0])))).toBe(true);
});

test("bands contain every row once, and a score of 1 is in the last", () => {
  const bands = bandsOf(judged([0.05, 0], [0.07, 1], [0.1, 0], [1, 1]));
  expect(bands.map(({ from, count, observed }) => [from, count, observed])).toEqual([
    [0, 2, 0.5],
    [0.1, 1, 0],
    [0.9, 1, 1],
  ]);
  expect(bands[0]?.predicted).toBeCloseTo(0.06, 12);
});

test("ECE weights each band's error by its rows", () => {
  const rows = judged([0.25, 1], [0.25, 0], [0.25, 0], [0.25, 0], [0.95, 0]);
  expect(calibrationOf(rows).ece).toBeCloseTo(0.95 / 5, 12);
});

test("lift compares the best tenth with all; equal scores at its edge count in part", () => {
  const better = judged(
    ...Array.from({ length: 20 }, (_, at): [number, 0 | 1] => [1 - at / 20, at < 4 ? 1 : 0]),
  );
  expect(liftOf(better)).toBeCloseTo(5, 12);
  const equal = judged(...Array.from({ length: 20 }, (_, at): [number, 0 | 1] => [0.5, at < 4 ? 1 : 0]));
  expect(liftOf(equal)).toBeCloseTo(1, 12);
});
