import { randomExponential, randomLogNormal, randomUniform } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";
import type { Arrival, Replay } from "#lib/conversations/distribution/replay-arrivals.ts";
import type { Strategy } from "#lib/workspace/sources/schema.ts";

/** The number of seeds. More, given as an argument, separate a difference between strategies from chance. */
export const SEEDS = Number(process.argv[2] ?? 10);
const WEIGHTS = [30, 20, 15, 10, 10, 5, 5, 5];
const LIMITS = [5, 5, 5, 5, 5, 5, 5, 5];
/** Minutes. One day follows the other without a night. */
const DAY = 480;
const PERIOD = 20 * DAY;
const MEAN_SERVICE = 20;
/** Log-normal with a coefficient of variation of 1: σ² = ln(1 + CV²), μ = ln(mean) − σ²/2. */
const SIGMA = Math.sqrt(Math.log(2));
const MU = Math.log(MEAN_SERVICE) - SIGMA ** 2 / 2;

/** Load is arrival rate × mean service / sum of the limits. */
export type Scenario = {
  name: string;
  loadAt: (minute: number) => number;
  limits: number[];
  /** How much faster than the mean an operator works; drawn for each operator and seed. */
  speeds: { from: number; to: number };
  isAtWork: (place: number, minute: number) => boolean;
};

const plain = { limits: LIMITS, speeds: { from: 1, to: 1 }, isAtWork: () => true };

/** Each operator is away for a quarter of the day, one eighth of a day after the operator before. */
const inShift = (place: number, minute: number) =>
  (minute + (place * DAY) / WEIGHTS.length) % DAY < 0.75 * DAY;

const shifts = { speeds: { from: 0.7, to: 1.5 }, isAtWork: inShift };

const inBurst = (minute: number) => minute % DAY >= 210 && minute % DAY < 270;

export const SCENARIOS: Scenario[] = [
  { ...plain, name: "load 0.5", loadAt: () => 0.5 },
  { ...plain, name: "load 0.8", loadAt: () => 0.8 },
  {
    ...plain,
    name: "load 0.6, for an hour a day 1.4",
    loadAt: (minute) => (inBurst(minute) ? 1.4 : 0.6),
  },
  {
    ...plain,
    ...shifts,
    name: "speeds 0.7 to 1.5, each at work 75 % of the day, load 0.6",
    loadAt: () => 0.6,
  },
  {
    ...plain,
    ...shifts,
    name: "speeds 0.7 to 1.5, each at work 75 % of the day, load 0.75",
    loadAt: () => 0.75,
  },
  { ...plain, name: "limits 2 to 8, load 0.8", loadAt: () => 0.8, limits: [5, 8, 3, 6, 2, 7, 4, 5] },
];

/** Mersenne Twister, because it mixes its seed: other generators start with similar numbers for similar seeds. */
function randomOf(seed: number): () => number {
  const generator = mersenne(seed);
  return () => uniformFloat64(generator);
}

/** For each seed, every strategy gets the same arrivals with the same amount of work. */
export function replayOf(scenario: Scenario, strategy: Strategy, seed: number): Replay {
  const operators = WEIGHTS.map((weight, place) => ({
    operatorId: place + 1,
    weight,
    maxLoad: scenario.limits[place] ?? 0,
    isAvailable: (at: number) => scenario.isAtWork(place, at),
  }));
  const arrivals = arrivalsOf(scenario, randomOf(seed));
  return { strategy, operators, arrivals, until: PERIOD, random: randomOf(seed + SEEDS) };
}

/** A Poisson process whose rate changes, by thinning the process of the highest rate (Lewis and Shedler 1979). */
function arrivalsOf({ loadAt, limits, speeds }: Scenario, source: () => number): Arrival[] {
  const rateOfFullLoad = limits.reduce((sum, limit) => sum + limit, 0) / MEAN_SERVICE;
  const highest = 1.4 * rateOfFullLoad;
  const gap = randomExponential.source(source)(highest);
  const service = randomLogNormal.source(source)(MU, SIGMA);
  const chance = randomUniform.source(source)();
  const speedOfOne = randomUniform.source(source)(speeds.from, speeds.to);
  const speedOf = limits.map(speedOfOne);
  const arrivals: Arrival[] = [];
  for (let at = gap(); at < PERIOD; at += gap()) {
    if (chance() * highest >= loadAt(at) * rateOfFullLoad) continue;
    const minutes = service();
    arrivals.push({ at, serviceMinutes: (operatorId) => minutes / (speedOf[operatorId - 1] ?? 1) });
  }
  return arrivals;
}
