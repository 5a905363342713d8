import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process's time in hundredths of a second. */
const MILLISECONDS_PER_TICK = 10;
/** Indexes among the fields of /proc/PID/stat that follow the command's name. */
const PARENT = 1;
const USER = 11;
const SYSTEM = 12;
const ENDED_CHILDREN_USER = 13;
const ENDED_CHILDREN_SYSTEM = 14;

function statOf(pid: number | string): number[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch {
    return [];
  }
}

const spent = (stat: number[], ...fields: number[]) =>
  fields.reduce((sum, field) => sum + (stat[field] ?? 0), 0) * MILLISECONDS_PER_TICK;

/** Milliseconds of processor time used by a process and its children, including ended ones. Linux only. */
export function cpuOf(pid: number): number {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat[PARENT] === pid);
  return [statOf(pid)]
    .map((stat) => spent(stat, USER, SYSTEM, ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM))
    .concat(children.map((stat) => spent(stat, USER, SYSTEM)))
    .reduce((sum, time) => sum + time, 0);
}

const NANOSECONDS_PER_MILLISECOND = 1_000_000;

/** Milliseconds of processor time of one process, more precise than hundredths of a second. Linux only. */
export function cpuOfOne(pid: number): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / NANOSECONDS_PER_MILLISECOND;
}
