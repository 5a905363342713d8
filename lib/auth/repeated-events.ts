import { flushBeforeExit } from "#lib/core/background.ts";
import { MINUTE } from "#lib/core/clock.ts";

/** Different occurrences that are counted at the same time. Each takes some 500 bytes. */
const MAX_OF_CALLER = 20;
const MAX_OF_WORKSPACE = 200;
const MAX_IN_ALL = 20_000;

/** What happened, in which workspace, and who caused it. Repetitions are counted. */
type Occurrence = { workspaceId: number | null; caller: string; what: string };

/** Writes or logs an occurrence. @param times how often it happened since the last call */
type Report = (times: number) => void;

const keyOf = (caller: string, what: string) => `${caller} ${what}`;

type Count = { caller: string; times: number; report: Report; timer: NodeJS.Timeout };

/**
 * Reports an occurrence the first time, and then at most once a minute with a count, so a flood makes one line a
 * minute. The number of different occurrences is limited for each workspace and each caller. When a caller reaches
 * their limit, further ones of that caller are not reported until a minute is over; those of other callers still are.
 */
export class RepeatedEvents {
  readonly #workspaces = new Map<number | null, Map<string, Count>>();
  #size = 0;

  constructor() {
    flushBeforeExit(() => this.#flush());
  }

  /** @returns false when a limit was reached and nothing was reported */
  note(occurrence: Occurrence, report: Report): boolean {
    const { workspaceId, caller, what } = occurrence;
    const count = this.#workspaces.get(workspaceId)?.get(keyOf(caller, what));
    if (count) {
      count.times += 1;
      count.report = report;
      return true;
    }
    if (!this.#hasRoom(occurrence)) return false;
    this.#startCounting(occurrence, report);
    report(1);
    return true;
  }

  #hasRoom({ workspaceId, caller }: Occurrence): boolean {
    const counts = [...(this.#workspaces.get(workspaceId)?.values() ?? [])];
    const ofCaller = counts.filter((count) => count.caller === caller);
    return this.#size < MAX_IN_ALL && counts.length < MAX_OF_WORKSPACE && ofCaller.length < MAX_OF_CALLER;
  }

  #startCounting({ workspaceId, caller, what }: Occurrence, report: Report): void {
    const counts = this.#workspaces.get(workspaceId) ?? new Map<string, Count>();
    this.#workspaces.set(workspaceId, counts);
    const timer = setTimeout(() => this.#reportCount({ workspaceId, caller, what }), MINUTE);
    timer.unref();
    counts.set(keyOf(caller, what), { caller, times: 0, report, timer });
    this.#size += 1;
  }

  #reportCount(occurrence: Occurrence): void {
    const { workspaceId, caller, what } = occurrence;
    const counts = this.#workspaces.get(workspaceId);
    const count = counts?.get(keyOf(caller, what));
    if (!counts || !count) return;
    counts.delete(keyOf(caller, what));
    this.#size -= 1;
    if (counts.size === 0) this.#workspaces.delete(workspaceId);
    if (count.times === 0) return;
    this.#startCounting(occurrence, count.report);
    count.report(count.times);
  }

  #flush(): void {
    const counts = [...this.#workspaces.values()].flatMap((ofWorkspace) => [...ofWorkspace.values()]);
    for (const { timer, times, report } of counts) {
      clearTimeout(timer);
      if (times > 0) report(times);
    }
    this.#workspaces.clear();
    this.#size = 0;
  }
}
