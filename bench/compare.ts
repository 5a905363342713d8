import autocannon from "autocannon";
import { cpuOf } from "./cpu.ts";
import type { Installation } from "./installation.ts";

const CONNECTIONS = 10;
const ROUNDS = 5;
/** Seconds. */
const WARM_UP = 4;
const ROUND = 4;

/** A repeated request; `items` is the number of records in one request. */
export type Load = {
  name: string;
  method: "GET" | "POST";
  path: string;
  body?: string | (() => string);
  items?: number;
};
type Round = { perSecond: number; p99: number; webCpu: number; databaseCpu: number };

/** An empty route handler of this app. It comes first, because the others are compared with it. */
export const EMPTY: Load = { name: "empty handler", method: "GET", path: "/health" };

/** A body that differs for each request. */
const anew = (body: () => string) => (request: object) => ({ ...request, body: body() });

async function measure(installation: Installation, load: Load, seconds: number): Promise<Round> {
  const { address, key, webPid, databasePid } = installation;
  const before = [cpuOf(webPid), cpuOf(databasePid)] as const;
  const result = await autocannon({
    url: address + load.path,
    method: load.method,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(typeof load.body === "string" ? { body: load.body } : {}),
    ...(typeof load.body === "function" ? { requests: [{ setupRequest: anew(load.body) }] } : {}),
  });
  const answered = result.requests.total;
  if (result.errors + result.non2xx > 0) throw new Error(`${load.name}: not every answer was a success`);
  return {
    perSecond: answered / result.duration,
    p99: result.latency.p99,
    webCpu: (cpuOf(webPid) - before[0]) / answered,
    databaseCpu: (cpuOf(databasePid) - before[1]) / answered,
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (low + high) / 2;
}

/** Every figure is the median of the rounds; a ratio is the median of the ratios within each round. */
function summarize(loads: Load[], rounds: Round[][]) {
  return loads.map((load, place) => {
    const of = (figure: (round: Round) => number) =>
      median(rounds.map((round) => figure(pick(round, place))));
    return {
      "": load.name,
      "requests/s": Math.round(of((round) => round.perSecond)),
      ...(load.items ? { "items/s": Math.round(of((round) => round.perSecond) * load.items) } : {}),
      "p99 ms": of((round) => round.p99),
      "of empty": Number(
        median(rounds.map((round) => pick(round, place).perSecond / pick(round, 0).perSecond)).toFixed(2),
      ),
      "web CPU ms": Number(of((round) => round.webCpu).toFixed(3)),
      "database CPU ms": Number(of((round) => round.databaseCpu).toFixed(3)),
    };
  });
}

function pick(round: Round[], place: number): Round {
  const found = round[place];
  if (!found) throw new Error("A round is not complete");
  return found;
}

/**
 * Sends the loads in turn, for several rounds, and prints them side by side.
 * @param beforeRound restores what a round used up
 */
export async function compare(
  installation: Installation,
  loads: Load[],
  beforeRound: () => Promise<void> = async () => {},
): Promise<void> {
  for (const load of loads) await measure(installation, load, WARM_UP);
  const rounds: Round[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const results: Round[] = [];
    for (const load of loads) {
      await beforeRound();
      results.push(await measure(installation, load, ROUND));
    }
    rounds.push(results);
  }
  console.table(summarize(loads, rounds));
}
