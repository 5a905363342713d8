import { readFileSync } from "node:fs";
import { Agent, get, type IncomingMessage } from "node:http";
import { sql } from "drizzle-orm";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { STREAM_SLOTS } from "#lib/core/limits.ts";
import { transact } from "#lib/core/transact.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { startInstallation } from "./installation.ts";

// Live streams: the time from the commit of an event until every client has it, and the cost of a client that never
// reads.

const STREAMS = 500;
const EVENTS_PER_SECOND = 20;
const SECONDS = 15;
/**
 * Events in one transaction. They are far more than the buffers of a stream and of the system hold for a client that
 * does not read.
 */
const FLOOD = 40_000;
const FLOOD_CHUNK = 2_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function memoryOf(pid: number): number {
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(resident) / 1024);
}

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

function openStream(address: string, key: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${address}/api/v1/stream`, { agent, headers: { authorization: `Bearer ${key}` } }, resolve).on(
      "error",
      reject,
    );
  });
}

/** Several callers, because the quota does not let one open all the streams. */
const CALLERS = Math.ceil((STREAMS + 1) / STREAM_SLOTS.perCaller);
const keys: string[] = [];

const installation = await startInstallation(10, async (ctx) => {
  for (let made = 0; made < CALLERS; made += 1)
    keys.push((await createApiKey(ctx, { name: `caller ${made}`, scope: "read" })).key);
});
try {
  const { address, webPid } = installation;
  const ctx = jobCtx(installation.workspaceId, "Bench");
  const keyOf = (opened: number) => keys[opened % CALLERS] ?? "";
  const empty = memoryOf(webPid);
  const committedAt = new Map<number, number>();
  const arrivals: { id: number; at: number }[] = [];
  for (let opened = 0; opened < STREAMS; opened += 1) {
    const stream = await openStream(address, keyOf(opened));
    let rest = "";
    stream.setEncoding("utf8").on("data", (text: string) => {
      const at = performance.now();
      const parts = (rest + text).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const id = /"subject_id":(\d+)/.exec(part)?.[1];
        if (id) arrivals.push({ id: Number(id), at });
      }
    });
  }
  const sleeper = await openStream(address, keyOf(STREAMS));
  sleeper.pause();
  let isDropped = false;
  sleeper.on("close", () => {
    isDropped = true;
  });
  await pause(1_000);
  const before = memoryOf(webPid);
  for (let sent = 0; sent < EVENTS_PER_SECOND * SECONDS; sent += 1) {
    const next = pause(1_000 / EVENTS_PER_SECOND);
    const { id } = await createLead(ctx, { source: "partner", external_id: `live-${sent}` });
    committedAt.set(id, performance.now());
    await next;
  }
  await pause(2_000);
  const delays = arrivals
    .flatMap(({ id, at }) => {
      const committed = committedAt.get(id);
      return committed === undefined ? [] : [at - committed];
    })
    .sort((one, other) => one - other);
  const percentile = (share: number) => Math.round(delays[Math.floor(delays.length * share)] ?? Number.NaN);
  const after = memoryOf(webPid);
  arrivals.length = 0;
  for (let sent = 0; sent < FLOOD; sent += FLOOD_CHUNK) {
    await transact(ctx, (tx) =>
      tx.execute(sql`
        insert into events (workspace_id, type, subject_type, subject_id, actor_kind, actor_name)
        select ${ctx.workspaceId}, 'lead.flooded', 'lead', n, 'job', 'Bench' from generate_series(1, ${FLOOD_CHUNK}) as n`),
    );
    await pause(200);
  }
  await pause(3_000);
  const flooded = memoryOf(webPid);
  sleeper.resume();
  await pause(500);
  console.table([
    {
      streams: STREAMS,
      "events/s": EVENTS_PER_SECOND,
      delivered: delays.length,
      expected: STREAMS * committedAt.size,
      "p50 ms": percentile(0.5),
      "p99 ms": percentile(0.99),
      "memory without MB": empty,
      "memory MB": before,
      "memory after": after,
      "after the flood": flooded,
      "sleeper dropped": isDropped,
    },
  ]);
} finally {
  agent.destroy();
  await closeListener();
  await closePool();
  await installation.stop();
}
process.exit(0);
