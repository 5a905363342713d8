import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";
import { expect, test } from "vitest";
import { challenge } from "./challenge.ts";
import { splitNewest } from "./compare.ts";
import { Candidate, type Example } from "./schema.ts";

/** Leads whose partners mostly pay or, with `turned`, hardly pay. */
function examplesOf(seed: number, count: number, turned = false): Example[] {
  const generator = mersenne(seed);
  return Array.from({ length: count }, () => {
    const isPartner = uniformFloat64(generator) < 0.5;
    const outcome = uniformFloat64(generator) < (isPartner === turned ? 0.2 : 0.7);
    return { row: { source: isPartner ? "partner" : "web" }, outcome, prior: 0.45 };
  });
}

test("the newest fifth is the evaluation set", () => {
  const { older, newest } = splitNewest(examplesOf(1, 103));
  expect([older.length, newest.length]).toEqual([82, 21]);
});

test("the first model is promoted if it beats the prior, but not with too few outcomes", () => {
  expect(challenge(null, examplesOf(1, 600)).comparison).toMatchObject({ judgedOn: 120, promoted: true });
  const { comparison } = challenge(null, examplesOf(1, 20));
  expect(comparison.challengerLoss).toBe(comparison.championLoss);
  expect(comparison.promoted).toBe(false);
  expect(challenge(null, []).comparison.promoted).toBe(false);
});

test("a challenger trained on the same outcomes changes nothing, and one trained after a drift is promoted", () => {
  const { candidate: champion } = challenge(null, examplesOf(1, 600));
  expect(challenge(champion, examplesOf(1, 600)).comparison.promoted).toBe(false);
  const later = challenge(champion, examplesOf(2, 600, true));
  expect(later.comparison.promoted).toBe(true);
  expect(later.comparison.challengerLoss).toBeLessThan(later.comparison.championLoss - 0.1);
  expect(later.candidate.serving.outcomes).toBe(600);
  expect(later.candidate.contender.outcomes).toBe(480);
  expect(Candidate.parse(JSON.parse(JSON.stringify(later.candidate)))).toEqual(later.candidate);
});

test("30 clear outcomes are enough to evaluate, 29 are not", () => {
  const clear = Array.from({ length: 30 }, (_, at): Example => {
    const outcome = at % 2 === 0;
    return { row: { source: outcome ? "partner" : "web" }, outcome, prior: 0.5 };
  });
  expect(challenge(null, clear).comparison.promoted).toBe(true);
  expect(challenge(null, clear.slice(1)).comparison.promoted).toBe(false);
});
