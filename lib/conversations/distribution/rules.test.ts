import fc from "fast-check";
import { expect, test } from "vitest";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";
import { type Candidate, chooseOperator, exclusionOf, isEligible } from "./rules.ts";

const candidate = (operatorId: number, fields: Partial<Candidate> = {}): Candidate => ({
  operatorId,
  isActive: true,
  isPresent: true,
  isAtWork: true,
  hasSkills: true,
  isInDepartment: true,
  hasDeclined: false,
  canSeeLead: true,
  weight: 10,
  currentLoad: 0,
  maxLoad: 10,
  deficit: 0,
  lastTurn: 0,
  ...fields,
});

/** Decides `appeals` times over a fixed set and returns the largest |d| of any operator. */
function largestDeficit(weights: number[], appeals: number): number {
  let candidates = weights.map((weight, place) => candidate(place + 1, { weight }));
  let largest = 0;
  for (let turn = 1; turn <= appeals; turn += 1) {
    const { operatorId, deficits } = chooseOperator("weighted_fair", candidates, Math.random);
    candidates = candidates.map((one) => ({
      ...one,
      deficit: deficits.get(one.operatorId) ?? one.deficit,
      lastTurn: one.operatorId === operatorId ? turn : one.lastTurn,
    }));
    for (const { deficit } of candidates) largest = Math.max(largest, Math.abs(deficit));
  }
  return largest;
}

// I5. If the largest deficit is served instead of the most urgent one, it reaches 1.41: seen on 2026-11-21.
test("with a fixed set the deficit stays below one appeal: 1,000 random weight sets", () => {
  const weightSets = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(weightSets, (weights) => {
      const bound = 1 - 1 / (2 * weights.length - 2);
      return largestDeficit(weights, 400) <= bound + 1e-6;
    }),
    { numRuns: 1_000 },
  );
});

test("each strategy chooses by its rule", () => {
  const busy = [
    candidate(1, { currentLoad: 5, lastTurn: 1 }),
    candidate(2, { currentLoad: 2, lastTurn: 3 }),
    candidate(3, { currentLoad: 2, lastTurn: 2, deficit: -0.5 }),
  ];
  const chosenBy = (strategy: Parameters<typeof chooseOperator>[0]) =>
    chooseOperator(strategy, busy, () => 0).operatorId;
  expect(chosenBy("round_robin")).toBe(1);
  expect(chosenBy("weighted_random")).toBe(1);
  expect(chosenBy("balanced")).toBe(2);
  expect(chosenBy("weighted_balanced")).toBe(2);
});

test("weighted_random follows the weights", () => {
  const two = [candidate(1, { weight: 30 }), candidate(2, { weight: 10 })];
  expect(chooseOperator("weighted_random", two, () => 0.74).operatorId).toBe(1);
  expect(chooseOperator("weighted_random", two, () => 0.76).operatorId).toBe(2);
});

// Fails, seen on 2026-11-21, with loads before the appeal (1/2 < 5/8) and with loads after it (8/9 < 2/2).
test.each([
  { small: { currentLoad: 1, maxLoad: 2 }, large: { currentLoad: 5, maxLoad: 8 }, chosen: 2 },
  { small: { currentLoad: 1, maxLoad: 2 }, large: { currentLoad: 7, maxLoad: 9 }, chosen: 1 },
])("balanced favours neither small limits nor large ones: $chosen", ({ small, large, chosen }) => {
  const both = [candidate(1, small), candidate(2, large)];
  expect(chooseOperator("balanced", both, Math.random).operatorId).toBe(chosen);
});

// Fails, seen on 2026-11-21, when all operators are credited: the deficit of the operator with the large weight grew
// without limit, and a change to weighted_fair would give them all appeals.
test.each(STRATEGIES)("%s keeps every deficit small", (strategy) => {
  let candidates = [candidate(1, { weight: 80, maxLoad: 3 }), candidate(2), candidate(3, { maxLoad: 4 })];
  for (let turn = 1; turn <= 1_000; turn += 1) {
    const { operatorId, deficits } = chooseOperator(strategy, candidates.filter(isEligible), Math.random);
    candidates = candidates.map((one) => ({
      ...one,
      deficit: deficits.get(one.operatorId) ?? one.deficit,
      // Each operator closes one of three, so that the loads stay between zero and the limits.
      currentLoad: Math.max(
        0,
        one.currentLoad + Number(one.operatorId === operatorId) - Number(turn % 3 === one.operatorId - 1),
      ),
      lastTurn: one.operatorId === operatorId ? turn : one.lastTurn,
    }));
    for (const { deficit } of candidates) expect(Math.abs(deficit)).toBeLessThan(3);
  }
});

test("a single operator takes the appeal and has no deficit", () => {
  expect(chooseOperator("weighted_fair", [candidate(7)], Math.random)).toEqual({
    operatorId: 7,
    deficits: new Map(),
  });
});

test.each([
  [{ isActive: false }, "inactive"],
  [{ weight: 0 }, "no_weight"],
  [{ isInDepartment: false }, "other_department"],
  [{ hasSkills: false }, "missing_skills"],
  [{ hasDeclined: true }, "declined"],
  [{ canSeeLead: false }, "cannot_see_lead"],
  [{ isAtWork: false }, "outside_hours"],
  [{ isPresent: false }, "absent"],
  [{ currentLoad: 10 }, "full"],
  [{}, undefined],
] as const)("%j is excluded as %s", (fields, reason) => {
  expect(exclusionOf(candidate(1, fields))).toBe(reason);
});
