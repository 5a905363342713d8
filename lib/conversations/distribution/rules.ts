import type { Strategy } from "#lib/workspace/sources/schema.ts";

/** Everything about an operator that a decision of one source looks at. */
export type Candidate = {
  operatorId: number;
  isActive: boolean;
  isPresent: boolean;
  isAtWork: boolean;
  hasSkills: boolean;
  isInDepartment: boolean;
  hasDeclined: boolean;
  /** False for the operator who brought the appeal for a lead that they could not see. */
  canSeeLead: boolean;
  weight: number;
  currentLoad: number;
  maxLoad: number;
  /** Share owed and not yet given, in appeals. */
  deficit: number;
  /** The source's decision that last chose this operator; 0 is never. */
  lastTurn: number;
};

/** Why an operator cannot take an appeal, in the order in which a person would want to know. */
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

/** The first reason against this operator, or undefined when it may be chosen. */
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

/** Those compete for an appeal, by their weights, whose utilisation is this close to the lowest. */
const BANDS = { weighted_fair: Number.POSITIVE_INFINITY, weighted_balanced: 0.25, balanced: 0 };
/** Sums of shares are not exact; a difference below this is none. */
const EPSILON = 1e-9;

/**
 * How full an operator would be with half of this appeal, by A. Sainte-Laguë's method of apportionment. Of loads
 * before the appeal small limits would get more than their part, of loads after it large ones.
 */
const utilisation = ({ currentLoad, maxLoad }: Candidate) => (currentLoad + 0.5) / maxLoad;

const leastRecent = (one: Candidate, other: Candidate) =>
  one.lastTurn - other.lastTurn || one.operatorId - other.operatorId;

const totalWeight = (candidates: Candidate[]) => candidates.reduce((sum, { weight }) => sum + weight, 0);

/** The first by a measure; equals are told apart by who was chosen least recently. */
function least(candidates: Candidate[], measure: (candidate: Candidate) => number): Candidate {
  return candidates.reduce((best, next) => {
    const difference = measure(next) - measure(best);
    const isBetter = Math.abs(difference) > EPSILON ? difference < 0 : leastRecent(next, best) < 0;
    return isBetter ? next : best;
  });
}

/** Adds to the deficit of each operator their share of one more appeal. */
function credited(eligible: Candidate[]): Candidate[] {
  const total = totalWeight(eligible);
  return eligible.map((candidate) => ({
    ...candidate,
    deficit: candidate.deficit + candidate.weight / total,
  }));
}

/**
 * Who may wait least long for its next appeal without falling behind its share: R. Tijdeman, "The chairman
 * assignment problem", Discrete Mathematics 32 (1980). For a fixed set of N no deficit ever exceeds
 * 1 − 1/(2N−2) in either direction.
 * @param owed candidates with the credit of this decision, at least two
 */
function mostUrgent(owed: Candidate[]): Candidate {
  const threshold = 1 / (2 * owed.length - 2);
  const total = totalWeight(owed);
  const due = owed.filter(({ deficit }) => deficit >= threshold - EPSILON);
  // An operator is always due while the set stays the same. After a change of the set there may be none.
  if (due.length === 0) return least(owed, ({ deficit }) => -deficit);
  return least(due, ({ deficit, weight }) => ((1 - threshold - deficit) * total) / weight);
}

function byChance(eligible: Candidate[], random: () => number): Candidate {
  const drawn = random() * totalWeight(eligible);
  let passed = 0;
  for (const candidate of eligible) {
    passed += candidate.weight;
    if (drawn < passed) return candidate;
  }
  return leastOf(eligible);
}

const leastOf = (eligible: Candidate[]) => least(eligible, ({ lastTurn }) => lastTurn);

function nearLowest(eligible: Candidate[], band: number): Candidate[] {
  const lowest = Math.min(...eligible.map(utilisation));
  return eligible.filter((candidate) => utilisation(candidate) <= lowest + band + EPSILON);
}

/**
 * The decision of a source about one appeal. Pure: the same candidates and the same chance give the same
 * choice, so that it can be replayed.
 * @param eligible candidates that may all take it, at least one
 * @param random a number of [0, 1), as Math.random
 */
export function chooseOperator(strategy: Strategy, eligible: Candidate[], random: () => number): Choice {
  if (strategy === "round_robin") return owingNothing(leastOf(eligible));
  if (strategy === "weighted_random") return owingNothing(byChance(eligible, random));
  const competing = nearLowest(eligible, BANDS[strategy]);
  const [only] = competing;
  if (competing.length === 1 && only) return owingNothing(only);
  const owed = credited(competing);
  return takenBy(mostUrgent(owed).operatorId, owed);
}

/** The same decision where the operator is given, because the client knows it from before. */
export function chooseKnown(operatorId: number, eligible: Candidate[]): Choice {
  return eligible.length === 1
    ? { operatorId, deficits: new Map() }
    : takenBy(operatorId, credited(eligible));
}

const owingNothing = ({ operatorId }: Candidate): Choice => ({ operatorId, deficits: new Map() });

function takenBy(operatorId: number, owed: Candidate[]): Choice {
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
