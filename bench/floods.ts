import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { sql } from "drizzle-orm";
import { closePool, withWorkspace } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { SECOND } from "#lib/core/clock.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { FLOODS, type Flood, type FloodOrder } from "./flood-caller.ts";
import { type Installation, startInstallation } from "./installation.ts";

// The cost of a flooding caller for another workspace: the 95th percentile of its requests, idle and flooded in turn,
// and the memory of the web process. `npm run bench:floods -- streams bulk` runs only these floods.

const ROUNDS = 5;
/** Seconds of a round, idle and flooded each. */
const SECONDS = 5;
const REQUESTS_PER_SECOND = 20;
const LEADS = 2_000;
/** The number of leads of the flooding workspace, created over ten years. */
const FLOODER_LEADS = 40_000;
const CHUNK = 10_000;
/** Seconds. */
const MEMORY_RETURNS_WITHIN = 60;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function memoryOf(pid: number): number {
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(resident) / 1024);
}

/** The web process's memory after a minute with health checks only, without V8's garbage. */
async function memoryAtRest({ address, webPid }: Installation): Promise<number> {
  for (let left = MEMORY_RETURNS_WITHIN; left > 0; left -= 1) {
    if (left === 5) process.kill(webPid, "SIGUSR2");
    await timed(`${address}/health`, {});
    await pause(SECOND);
  }
  return memoryOf(webPid);
}

async function flooderKey(): Promise<string> {
  const ctx = await createWorkspace("Flooder");
  for (let made = 0; made < FLOODER_LEADS; made += CHUNK)
    await withWorkspace(ctx, (tx) =>
      tx.execute(sql`
        insert into leads (workspace_id, external_id, source_id, rank, created_at)
        select ${ctx.workspaceId}, 'flood-' || gen_random_uuid(), (select min(id) from sources), 'a0',
          now() - make_interval(mins => ((${made} + n) * 131)::int)
        from generate_series(1, ${CHUNK}) as n`),
    );
  return (await createApiKey(ctx, { name: "flood", scope: "write" })).key;
}

/** Sorted durations in milliseconds of the other workspace's requests, which come at a fixed rate. */
async function measure({ address, key }: Installation, seconds: number): Promise<number[]> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({ source: "partner", name: "Галичина Меблі" });
  const calls: [string, RequestInit][] = [
    ["/api/v1/board/leads", { headers }],
    ["/api/v1/leads", { method: "POST", headers, body }],
    ["/api/v1/leads", { headers }],
  ];
  const times: Promise<number>[] = [];
  for (let sent = 0; sent < seconds * REQUESTS_PER_SECOND; sent += 1) {
    const [path, request] = calls[sent % calls.length] ?? ["/api/v1/leads", { headers }];
    times.push(timed(address + path, request));
    await pause(SECOND / REQUESTS_PER_SECOND);
  }
  return (await Promise.all(times)).sort((one, other) => one - other);
}

/** A failure counts as the longest wait, and is printed. */
async function timed(url: string, request: RequestInit): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, request).catch(() => undefined);
  await answer?.arrayBuffer();
  if (!answer?.ok) console.log(`${request.method ?? "GET"} ${url}: ${answer?.status ?? "no answer"}`);
  return answer?.ok ? performance.now() - began : 10 * SECOND;
}

const p95 = (sorted: number[]) => sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function startFlood(order: FloodOrder): Promise<void> {
  const worker = new Worker(new URL("./flood-caller.ts", import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => worker.once("exit", () => resolve()).once("error", reject));
}

async function compareFlood(installation: Installation, flood: Flood, key: string) {
  const { address, webPid } = installation;
  const before = await memoryAtRest(installation);
  // A warm-up of the server before the first round.
  await measure(installation, SECONDS);
  const rounds: { idle: number; flooded: number }[] = [];
  let peak = before;
  for (let round = 0; round < ROUNDS; round += 1) {
    const idle = p95(await measure(installation, SECONDS));
    const flooding = startFlood({ flood, address, key, seconds: SECONDS + 1 });
    await pause(SECOND / 2);
    const flooded = p95(await measure(installation, SECONDS));
    peak = Math.max(peak, memoryOf(webPid));
    await flooding;
    rounds.push({ idle, flooded });
    await pause(SECOND);
  }
  const after = await memoryAtRest(installation);
  const ratios = rounds.map(({ idle, flooded }) => flooded / idle);
  return {
    flood,
    "p95 idle ms": median(rounds.map(({ idle }) => idle)).toFixed(1),
    "p95 flooded ms": median(rounds.map(({ flooded }) => flooded)).toFixed(1),
    ratios: ratios.map((ratio) => ratio.toFixed(2)).join(" "),
    median: median(ratios).toFixed(2),
    "MB before": before,
    peak,
    "a minute later": after,
    "of before": (after / before).toFixed(2),
  };
}

const wanted = process.argv.slice(2);
const installation = await startInstallation(LEADS);
try {
  const key = await flooderKey();
  await closeListener();
  await closePool();
  // The memory before a flood is measured after as many requests as the rounds will send.
  await measure(installation, 2 * ROUNDS * SECONDS);
  const results = [];
  for (const flood of FLOODS) {
    if (wanted.length > 0 && !wanted.includes(flood)) continue;
    const result = await compareFlood(installation, flood, key);
    console.log(result);
    results.push(result);
  }
  console.table(results);
} finally {
  await closeListener();
  await closePool();
  await installation.stop();
}
process.exit(0);
