import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { assertServable } from "#db/readiness.ts";
import { env } from "#lib/core/env.ts";
import { buildWhenNeeded } from "./build.ts";
import { firstSignIn, furnishWhenEmpty } from "./first-start.ts";
import { loadEnvironmentFile, openDatabase, type Runtime } from "./runtime.ts";

/** Milliseconds. */
const DATABASE_CHECK_EVERY = 2_000;
const READY_WITHIN = 60_000;
const STOP_WITHIN = 15_000;
const RESTART_AFTER = 1_000;

const say = (line: string) => console.log(line);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let stopping = false;
let web: ChildProcess | undefined;
let opened: Runtime | undefined;

async function main(): Promise<void> {
  loadEnvironmentFile();
  const { HOST, PORT } = env();
  const usesEmbedded = !process.env.DATABASE_URL;
  say(usesEmbedded ? "Starting the database …" : "Connecting to the database …");
  const runtime = await openDatabase();
  opened = runtime;
  await replaceOrphan(runtime);
  stopOnSignals(runtime);
  const url = process.env.DATABASE_URL as string;
  await migrateDatabase(url);
  await assertServable(url);
  await furnishWhenEmpty(
    runtime.dataFolder,
    env().LEADLINE_DEMO ? env().LEADLINE_DEMO === "on" : usesEmbedded,
    say,
  );
  const admin = await firstSignIn(runtime.dataFolder);
  await closeListener();
  await closePool();
  await assertPortFree(HOST, PORT);
  buildWhenNeeded(say);
  say("Starting the web server …");
  startWeb(runtime);
  keepDatabaseUp(runtime);
  const address = process.env.PUBLIC_URL ?? `http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}`;
  await waitUntilReady(`http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}/ready`);
  say(`\nLeadline is ready: ${address}`);
  if (admin) say(`Sign in as ${admin.email} with the password ${admin.password}`);
  else say("Sign in with your e-mail and password. Lost it? npm run leadline -- user password");
  say(`Its log is ${logPath(runtime)}. Stop with Ctrl-C.`);
}

/** Otherwise another program would answer under our address, and ours would start again and again. */
function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      reject(new Error(`Port ${port} on ${host} is taken. Choose another one: PORT=3001 npm start`)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

type PidFile = { launcher: number; web: number | undefined };

function pidPath(runtime: Runtime): string {
  return join(runtime.dataFolder, "leadline.pid");
}

/** The command line of a living process; a pid alone may belong to somebody else by now. */
function commandOf(pid: number | undefined): string {
  try {
    return pid ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") : "";
  } catch {
    return "";
  }
}

/** A launcher that was killed leaves its web server behind, which holds the port. */
async function replaceOrphan(runtime: Runtime): Promise<void> {
  const path = pidPath(runtime);
  if (existsSync(path)) {
    const known = JSON.parse(readFileSync(path, "utf8")) as PidFile;
    if (commandOf(known.launcher).includes("scripts/start.ts")) {
      throw new Error(`Leadline runs already (process ${known.launcher}). Stop it with Ctrl-C first.`);
    }
    if (known.web && commandOf(known.web).includes("next")) {
      say("Ending the web server that an earlier start left behind …");
      process.kill(known.web, "SIGTERM");
      for (let waited = 0; waited < STOP_WITHIN && commandOf(known.web); waited += 100) await pause(100);
      if (commandOf(known.web)) process.kill(known.web, "SIGKILL");
    }
  }
  rememberProcesses(runtime);
}

function rememberProcesses(runtime: Runtime): void {
  writeFileSync(pidPath(runtime), JSON.stringify({ launcher: process.pid, web: web?.pid } satisfies PidFile));
}

/** Where the web server writes its log: JSON lines, and whatever Next says. */
function logPath(runtime: Runtime): string {
  return join(runtime.dataFolder, "web.log");
}

function logFile(runtime: Runtime): number {
  return openSync(logPath(runtime), "a", 0o600);
}

function startWeb(runtime: Runtime): void {
  const { HOST, PORT } = env();
  web = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", HOST, "-p", String(PORT)],
    {
      stdio: ["ignore", logFile(runtime), logFile(runtime)],
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        NEXTAUTH_URL: process.env.PUBLIC_URL ?? `http://${HOST}:${PORT}`,
        NEXTAUTH_SECRET: process.env.AUTH_SECRET,
      },
    },
  );
  rememberProcesses(runtime);
  web.on("exit", async (code) => {
    if (stopping) return;
    console.error(`The web server ended (${code}); starting it again. ${logPath(runtime)} says why.`);
    await pause(RESTART_AFTER);
    if (!stopping) startWeb(runtime);
  });
}

/** Starts the embedded server again when something killed it. */
function keepDatabaseUp({ embedded }: Runtime): void {
  if (!embedded) return;
  const timer = setInterval(async () => {
    if (stopping || embedded.isRunning()) return;
    console.error("The database ended; starting it again …");
    await embedded.restart().catch((error: Error) => console.error(`It did not start: ${error.message}`));
  }, DATABASE_CHECK_EVERY);
  timer.unref();
}

async function waitUntilReady(url: string): Promise<void> {
  for (let waited = 0; waited < READY_WITHIN; waited += 100) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`The server did not become ready. What ${url} says may help.`);
}

function stopOnSignals(runtime: Runtime): void {
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say("\nStopping …");
    if (web?.exitCode === null) {
      const ended = new Promise((resolve) => web?.once("exit", resolve));
      web.kill("SIGTERM");
      await Promise.race([ended, pause(STOP_WITHIN)]);
      if (web.exitCode === null) web.kill("SIGKILL");
    }
    await runtime.embedded?.stop();
    rmSync(pidPath(runtime), { force: true });
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

main().catch(async (error: Error) => {
  console.error(`\nLeadline did not start. ${error.message}`);
  stopping = true;
  web?.kill("SIGTERM");
  // A database that was running before belongs to another Leadline.
  if (opened?.startedHere) await opened.embedded?.stop();
  process.exit(1);
});
