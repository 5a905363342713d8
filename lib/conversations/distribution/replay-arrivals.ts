import { setImmediate } from "node:timers/promises";
import type { Strategy } from "#lib/workspace/sources/schema.ts";
import { type Candidate, chooseOperator, isEligible } from "./rules.ts";

/** Milliseconds of computation before other work gets a turn. */
const MAX_BLOCKING = 5;

/** All times are minutes since the beginning of the replay. */
export type ReplayedOperator = {
  operatorId: number;
  weight: number;
  maxLoad: number;
  /** Whether this operator is at work at that time. An operator who leaves still finishes their open appeals. */
  isAvailable: (at: number) => boolean;
};

export type Arrival = { at: number; serviceMinutes: (operatorId: number) => number };

export type Replay = {
  strategy: Strategy;
  operators: ReplayedOperator[];
  /** In the order of time. */
  arrivals: Arrival[];
  /** When the replay ends; appeals that are open or waiting then count as active or waiting. */
  until: number;
  /** A number of [0, 1), as Math.random. */
  random: () => number;
};

export type OperatorOutcome = {
  operatorId: number;
  /** The appeals due by weight: the sum of wᵢ/Σw over the decisions in which the operator was eligible. */
  entitlement: number;
  handled: number;
  /** Minutes of open appeals; two at once count twice. */
  busyMinutes: number;
  /** Mean load / limit over the whole replay. */
  utilisation: number;
  peakLoad: number;
};

export type Outcome = {
  operators: OperatorOutcome[];
  created: number;
  closed: number;
  waiting: number;
  active: number;
  /** Appeals that are neither closed nor waiting nor active. */
  lost: number;
  /** Decisions beyond the first of an appeal. */
  reassigned: number;
  /** The largest |d| that any operator ever had. */
  largestDeficit: number;
  /** The most appeals in a row that went to one operator. */
  longestStreak: number;
  /** Minutes from arrival to assignment; waiting appeals count with their wait so far. */
  waits: { p50: number; p95: number; max: number };
};

type Member = Candidate & Pick<ReplayedOperator, "isAvailable"> & OperatorOutcome;
type OpenAppeal = { closesAt: number; member: Member };

type Run = {
  replay: Replay;
  team: Member[];
  now: number;
  /** Arrivals so far; also the index of the next one. */
  created: number;
  queue: Arrival[];
  /** Sorted by when they close. */
  open: OpenAppeal[];
  closed: number;
  decisions: number;
  waits: number[];
  streak: { operatorId: number; length: number };
  longestStreak: number;
  largestDeficit: number;
};

/** Minutes between two checks of the queue while no operator is at work, as in the job. */
const CHECK_EVERY = 0.5;

/**
 * Replays arrivals with the decisions of `rules.ts`: an appeal waits while no operator is free, and an operator who
 * becomes free or comes to work takes the first one. Deterministic when `random` is.
 */
export function replayArrivals(replay: Replay): Outcome {
  const run = begin(replay);
  while (step(run, replay.until));
  return outcomeOf(run);
}

/** The same for a server: it yields every few milliseconds, so that requests are answered meanwhile. */
export async function replayArrivalsInTurns(replay: Replay): Promise<Outcome> {
  const run = begin(replay);
  for (let began = performance.now(); step(run, replay.until); ) {
    if (performance.now() - began < MAX_BLOCKING) continue;
    await setImmediate();
    began = performance.now();
  }
  return outcomeOf(run);
}

/** One step. @returns whether there is another */
function step(run: Run, until: number): boolean {
  const next = nextMoment(run);
  passTime(run, Math.min(next, until));
  if (next > until) return false;
  closeDue(run);
  queueDue(run);
  drain(run);
  return true;
}

function begin(replay: Replay): Run {
  const team = replay.operators.map((operator) => ({
    ...operator,
    isActive: true,
    isPresent: true,
    isAtWork: true,
    hasSkills: true,
    isInDepartment: true,
    hasDeclined: false,
    canSeeLead: true,
    currentLoad: 0,
    deficit: 0,
    lastTurn: 0,
    entitlement: 0,
    handled: 0,
    busyMinutes: 0,
    utilisation: 0,
    peakLoad: 0,
  }));
  return {
    replay,
    team,
    now: 0,
    created: 0,
    queue: [],
    open: [],
    closed: 0,
    decisions: 0,
    waits: [],
    streak: { operatorId: 0, length: 0 },
    longestStreak: 0,
    largestDeficit: 0,
  };
}

function nextMoment({ replay, now, created, queue, open }: Run): number {
  const arrival = replay.arrivals[created]?.at ?? Number.POSITIVE_INFINITY;
  const closing = open[0]?.closesAt ?? Number.POSITIVE_INFINITY;
  const sweep = queue.length > 0 ? now + CHECK_EVERY : Number.POSITIVE_INFINITY;
  return Math.min(arrival, closing, sweep);
}

function passTime(run: Run, to: number) {
  for (const member of run.team) member.busyMinutes += member.currentLoad * (to - run.now);
  run.now = to;
}

function closeDue(run: Run) {
  for (let first = run.open[0]; first && first.closesAt <= run.now; first = run.open[0]) {
    run.open.shift();
    first.member.currentLoad -= 1;
    run.closed += 1;
  }
}

function queueDue(run: Run) {
  const { arrivals } = run.replay;
  for (let next = arrivals[run.created]; next && next.at <= run.now; next = arrivals[run.created]) {
    run.queue.push(next);
    run.created += 1;
  }
}

function drain(run: Run) {
  while (run.queue.length > 0) {
    for (const member of run.team) member.isAtWork = member.isAvailable(run.now);
    const eligible = run.team.filter(isEligible);
    if (eligible.length === 0) return;
    const appeal = run.queue.shift();
    if (appeal) decide(run, appeal, eligible);
  }
}

function decide(run: Run, appeal: Arrival, eligible: Member[]) {
  const { strategy, random } = run.replay;
  const { operatorId, deficits } = chooseOperator(strategy, eligible, random);
  run.decisions += 1;
  const total = eligible.reduce((sum, { weight }) => sum + weight, 0);
  for (const member of eligible) {
    member.entitlement += member.weight / total;
    member.deficit = deficits.get(member.operatorId) ?? member.deficit;
    run.largestDeficit = Math.max(run.largestDeficit, Math.abs(member.deficit));
    if (member.operatorId === operatorId) assign(run, appeal, member);
  }
}

function assign(run: Run, appeal: Arrival, member: Member) {
  member.handled += 1;
  member.currentLoad += 1;
  member.peakLoad = Math.max(member.peakLoad, member.currentLoad);
  member.lastTurn = run.decisions;
  const isSame = run.streak.operatorId === member.operatorId;
  run.streak = { operatorId: member.operatorId, length: isSame ? run.streak.length + 1 : 1 };
  run.longestStreak = Math.max(run.longestStreak, run.streak.length);
  run.waits.push(run.now - appeal.at);
  const closesAt = run.now + appeal.serviceMinutes(member.operatorId);
  const before = run.open.findLastIndex((other) => other.closesAt <= closesAt);
  run.open.splice(before + 1, 0, { closesAt, member });
}

function outcomeOf(run: Run): Outcome {
  const { created, closed, queue, now, decisions, longestStreak, largestDeficit } = run;
  const active = run.team.reduce((sum, { currentLoad }) => sum + currentLoad, 0);
  return {
    operators: run.team.map(({ operatorId, entitlement, handled, busyMinutes, peakLoad, maxLoad }) => ({
      operatorId,
      entitlement,
      handled,
      busyMinutes,
      utilisation: busyMinutes === 0 ? 0 : busyMinutes / (maxLoad * now),
      peakLoad,
    })),
    created,
    closed,
    waiting: queue.length,
    active,
    lost: created - closed - queue.length - active,
    reassigned: decisions - closed - active,
    largestDeficit,
    longestStreak,
    waits: summarize([...run.waits, ...queue.map(({ at }) => now - at)]),
  };
}

function summarize(waits: number[]): Outcome["waits"] {
  const sorted = waits.toSorted((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50: quantile(0.5), p95: quantile(0.95), max: quantile(1) };
}
