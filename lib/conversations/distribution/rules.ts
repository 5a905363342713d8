import type { Strategy } from "#lib/workspace/sources/schema.ts";

/** The facts about an operator on which a source decides. */
export type Candidate = {
  operatorId: number;
  isActive: boolean;
  isPresent: boolean;
  isAtWork: boolean;
  hasSkills: boolean;
  isInDepartment: boolean;
  hasDeclined: boolean;
  /** False for the operator who created the appeal for a lead that they cannot see. */
  canSeeLead: boolean;
  weight: number;
  currentLoad: number;
  maxLoad: number;
  /** Share owed and not yet given, in appeals. */
  deficit: number;
  /** The number of the source's last decision for this operator; 0 is never. */
  lastTurn: number;
};

/** Why an operator cannot take an appeal, the most informative reason first. */
export const EXCLUSIONS = [
  "inactive",
  "no_weight",
  "other_department",
  "missing_skills",
  "declined",
  "cannot_see_lead",
  "outside_hours",
  "absent",
  "full",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** The first reason against this operator, or undefined when they may be chosen. */
export function exclusionOf(candidate: Candidate): Exclusion | undefined {
  if (!candidate.isActive) return "inactive";
  if (candidate.weight <= 0) return "no_weight";
  if (!candidate.isInDepartment) return "other_department";
  if (!candidate.hasSkills) return "missing_skills";
  if (candidate.hasDeclined) return "declined";
  if (!candidate.canSeeLead) return "cannot_see_lead";
  if (!candidate.isAtWork) return "outside_hours";
  if (!candidate.isPresent) return "absent";
  if (candidate.currentLoad >= candidate.maxLoad) return "full";
  return undefined;
}

export const isEligible = (candidate: Candidate): boolean => exclusionOf(candidate) === undefined;

/** The chosen operator, and the deficits after the decision. Operators who are left out keep theirs. */
export type Choice = { operatorId: number; deficits: Map<number, number> };

/** Operators whose utilisation is within this distance of the lowest compete for an appeal by their weights. */
const BANDS = { weighted_fair: Number.POSITIVE_INFINITY, weighted_balanced: 0.25, balanced: 0 };
/** Differences below this are rounding errors of sums of shares. */
const EPSILON = 1e-9;

/**
 * The utilisation with half of this appeal added, by A. Sainte-Laguë's method of apportionment. The load before the
 * appeal would favour operators with small limits, and the load after it those with large ones.
 */
const utilisation = ({ currentLoad, maxLoad }: Candidate) => (currentLoad + 0.5) / maxLoad;

const leastRecent = (one: Candidate, other: Candidate) =>
  one.lastTurn - other.lastTurn || one.operatorId - other.operatorId;

const totalWeight = (candidates: Candidate[]) => candidates.reduce((sum, { weight }) => sum + weight, 0);

/** The candidate with the lowest measure; among equals, the one chosen least recently. */
function least(candidates: Candidate[], measure: (candidate: Candidate) => number): Candidate {
  return candidates.reduce((best, next) => {
    const difference = measure(next) - measure(best);
    const isBetter = Math.abs(difference) > EPSILON ? difference < 0 : leastRecent(next, best) < 0;
    return isBetter ? next : best;
  });
}

/** Adds to the deficit of each operator their share of one more appeal. */
function withCredits(eligible: Candidate[]): Candidate[] {
  const total = totalWeight(eligible);
  return eligible.map((candidate) => ({
    ...candidate,
    deficit: candidate.deficit + candidate.weight / total,
  }));
}

/**
 * The candidate whose next appeal is due first to keep up with their share: R. Tijdeman, "The chairman assignment
 * problem", Discrete Mathematics 32 (1980). For a fixed set of N no deficit ever exceeds 1 − 1/(2N−2) in either
 * direction.
 * @param owed candidates with the credit of this decision, at least two
 */
function findMostUrgent(owed: Candidate[]): Candidate {
  const threshold = 1 / (2 * owed.length - 2);
  const total = totalWeight(owed);
  const due = owed.filter(({ deficit }) => deficit >= threshold - EPSILON);
  // While the set stays the same, an operator is always due. After a change of the set there may be none.
  if (due.length === 0) return least(owed, ({ deficit }) => -deficit);
  return least(due, ({ deficit, weight }) => ((1 - threshold - deficit) * total) / weight);
}

function chooseRandomly(eligible: Candidate[], random: () => number): Candidate {
  const drawn = random() * totalWeight(eligible);
  let passed = 0;
  for (const candidate of eligible) {
    passed += candidate.weight;
    if (drawn < passed) return candidate;
  }
  return leastRecentlyChosen(eligible);
}

const leastRecentlyChosen = (eligible: Candidate[]) => least(eligible, ({ lastTurn }) => lastTurn);

function nearLowest(eligible: Candidate[], band: number): Candidate[] {
  const lowest = Math.min(...eligible.map(utilisation));
  return eligible.filter((candidate) => utilisation(candidate) <= lowest + band + EPSILON);
}

/**
 * The decision of a source about one appeal. Pure: the same candidates and random numbers give the same choice, so
 * that it can be replayed.
 * @param eligible candidates that may all take it, at least one
 * @param random a number of [0, 1), as Math.random
 */
export function chooseOperator(strategy: Strategy, eligible: Candidate[], random: () => number): Choice {
  if (strategy === "round_robin") return withoutDeficits(leastRecentlyChosen(eligible));
  if (strategy === "weighted_random") return withoutDeficits(chooseRandomly(eligible, random));
  const competing = nearLowest(eligible, BANDS[strategy]);
  const [only] = competing;
  if (competing.length === 1 && only) return withoutDeficits(only);
  const owed = withCredits(competing);
  return chosen(findMostUrgent(owed).operatorId, owed);
}

/** The same when the operator is given, because they answered the client before. */
export function chooseKnown(operatorId: number, eligible: Candidate[]): Choice {
  return eligible.length === 1
    ? { operatorId, deficits: new Map() }
    : chosen(operatorId, withCredits(eligible));
}

const withoutDeficits = ({ operatorId }: Candidate): Choice => ({ operatorId, deficits: new Map() });

function chosen(operatorId: number, owed: Candidate[]): Choice {
  return {
    operatorId,
    deficits: new Map(
      owed.map((candidate) => [
        candidate.operatorId,
        candidate.deficit - (candidate.operatorId === operatorId ? 1 : 0),
      ]),
    ),
  };
}
