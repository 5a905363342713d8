import { expect, test } from "vitest";
import { solveInPlace } from "./cholesky.ts";
import { fitRidge, logistic, logitOf } from "./ridge.ts";

test("Cholesky solves, and refuses a matrix that is not positive definite", () => {
  const x = Float64Array.from([2, 1, 5]);
  solveInPlace(Float64Array.from([4, 0, 0, 2, 5, 0, 1, 3, 6]), x);
  const [a = 0, b = 0, c = 0] = x;
  expect([4 * a + 2 * b + c, 2 * a + 5 * b + 3 * c, a + 3 * b + 6 * c].map((sum) => sum.toFixed(9))).toEqual(
    ["2", "1", "5"].map((sum) => Number(sum).toFixed(9)),
  );
  expect(() => solveInPlace(Float64Array.from([1, 0, 2, 1]), new Float64Array(2))).toThrow(RangeError);
});

test("at the solution the penalised gradient is zero, and a strong penalty leaves the offset", () => {
  const outcomes = Float64Array.from([1, 1, 0, 1, 0, 0, 0, 0]);
  const problem = {
    design: { active: Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]), perRow: 1, rows: 8, columns: 2 },
    outcomes,
    offsets: outcomes.map(() => logitOf(0.3)),
  };
  const rows = Int32Array.from(outcomes.keys());
  const [left = 0, right = 0, intercept = 0] = fitRidge(problem, rows, 0.5, new Float64Array(3));
  const p = (weight: number) => logistic(logitOf(0.3) + intercept + weight);
  expect(4 * p(left) - 3 + 0.5 * left).toBeCloseTo(0, 6);
  expect(4 * p(right) + 0.5 * right).toBeCloseTo(0, 6);
  expect(4 * p(left) + 4 * p(right) - 3 + 0.5 * intercept).toBeCloseTo(0, 6);
  expect(Math.max(...fitRidge(problem, rows, 1e9, new Float64Array(3)).map(Math.abs))).toBeLessThan(1e-8);
});
