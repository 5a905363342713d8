import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { buildWhenNeeded } from "../scripts/build.ts";
import { dataFolder, openDatabase } from "../scripts/runtime.ts";

/** A separate running Leadline, with a database that is deleted at the end. */
export type Installation = {
  address: string;
  key: string;
  workspaceId: number;
  webPid: number;
  databasePid: number;
  stop: () => Promise<void>;
};

const SEEDED_AT_ONCE = 20;
/** Milliseconds. */
const READY_WITHIN = 60_000;

/**
 * Builds, starts and fills an installation: a workspace with `leadCount` leads and an API key with the write scope.
 * @param furnish adds further rows to the workspace
 */
export async function startInstallation(
  leadCount: number,
  furnish: (ctx: Ctx) => Promise<void> = async () => {},
): Promise<Installation> {
  delete process.env.DATABASE_URL;
  const wanted = mkdtempSync(join(tmpdir(), "leadline-bench-"));
  // The database's system user must be able to reach the folder.
  chmodSync(wanted, 0o755);
  process.env.LEADLINE_DATA_DIR = wanted;
  const folder = dataFolder();
  const { embedded } = await openDatabase();
  if (!embedded) throw new Error("The embedded database did not start");
  let web: ChildProcess | undefined;
  const stop = async () => {
    web?.kill("SIGKILL");
    await embedded.stop();
    for (const path of [folder, wanted]) rmSync(path, { recursive: true, force: true });
  };
  try {
    const { key, workspaceId } = await fill(embedded.url, leadCount, furnish);
    buildWhenNeeded(console.log);
    const port = await freePort();
    web = startWeb(port);
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address);
    const [databasePid] = readFileSync(join(embedded.folder, "postmaster.pid"), "utf8").split("\n");
    return { address, key, workspaceId, webPid: web.pid ?? 0, databasePid: Number(databasePid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(url: string, leadCount: number, furnish: (ctx: Ctx) => Promise<void>) {
  await migrateDatabase(url);
  const ctx = await createWorkspace("Bench");
  const { key } = await createApiKey(ctx, { name: "bench", scope: "write" });
  for (let made = 0; made < leadCount; made += SEEDED_AT_ONCE) {
    await Promise.all(Array.from({ length: SEEDED_AT_ONCE }, (_, place) => seedLead(ctx, made + place)));
  }
  await furnish(ctx);
  await closeListener();
  await closePool();
  await analyze(url);
  return { key, workspaceId: ctx.workspaceId };
}

/** Autovacuum does the same within a minute; without this call the measurement would begin in that minute. */
async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("ANALYZE");
  await client.end();
}

function seedLead(ctx: Ctx, number: number) {
  return createLead(ctx, {
    source: ["partner", "scanner", "manual"][number % 3] ?? "manual",
    external_id: `seed-${number}`,
    name: `Оксана Ковальчук ${number}`,
    phone: `+38044${String(number).padStart(7, "0")}`,
    email: `lead-${number}@bench.example`,
    business_domain: "retail",
  });
}

function startWeb(port: number): ChildProcess {
  const command = ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)];
  return spawn(process.execPath, command, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_OPTIONS: `--expose-gc --import=${new URL("./collect-on-signal.ts", import.meta.url)}`,
    },
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

async function untilReady(address: string): Promise<void> {
  for (let waited = 0; waited < READY_WITHIN; waited += 100) {
    const answer = await fetch(`${address}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The server did not become ready");
}
