import { createServer } from "node:net";
import { join } from "node:path";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { assertServable } from "#db/readiness.ts";
import { env, siteAddress } from "#lib/core/env.ts";
import { buildWhenNeeded } from "./build.ts";
import { seedWhenEmpty, welcome } from "./first-start.ts";
import { loadEnvironmentFile, openDatabase, type Runtime } from "./runtime.ts";
import { type Program, Supervisor, worker } from "./supervisor.ts";

/** Milliseconds. */
const DATABASE_CHECK_EVERY = 2_000;
const READY_WITHIN = 60_000;

const say = (line: string) => console.log(line);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let stopping = false;
let opened: Runtime | undefined;
let supervisor: Supervisor | undefined;

async function main(): Promise<void> {
  loadEnvironmentFile();
  const { HOST, PORT } = env();
  const usesEmbedded = !process.env.DATABASE_URL;
  say(usesEmbedded ? "Starting the database …" : "Connecting to the database …");
  const runtime = await openDatabase();
  opened = runtime;
  supervisor = new Supervisor(join(runtime.dataFolder, "leadline.pid"), "scripts/start.ts");
  await supervisor.replaceOrphans(say);
  stopOnSignals(runtime, supervisor);
  const url = process.env.DATABASE_URL as string;
  await migrateDatabase(url);
  await assertServable(url);
  await seedWhenEmpty(
    runtime.dataFolder,
    env().LEADLINE_DEMO ? env().LEADLINE_DEMO === "on" : usesEmbedded,
    say,
  );
  const lines = await welcome(runtime.dataFolder);
  await closeListener();
  await closePool();
  await assertPortFree(HOST, PORT);
  buildWhenNeeded(say);
  say("Starting the web server and the worker …");
  supervisor.keepRunning(webServer(runtime.dataFolder));
  supervisor.keepRunning(worker(runtime.dataFolder));
  supervisor.rotateLogs(runtime.embedded ? [runtime.embedded.log] : []);
  keepDatabaseUp(runtime);
  await waitUntilReady(`http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}/ready`);
  say(`\n${lines.join("\n")}`);
  say(`The logs are in ${runtime.dataFolder}: web.log and worker.log. Stop with Ctrl-C.`);
}

/**
 * Fails when the port is taken. Otherwise another program would answer at our address, and our server would restart
 * in a loop.
 */
function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      reject(new Error(`Port ${port} on ${host} is taken. Choose another one: PORT=3001 npm start`)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function webServer(dataFolder: string): Program {
  const { HOST, PORT } = env();
  return {
    name: "web server",
    // Next calls its process "next-server".
    mark: "next",
    args: [
      "--import",
      "./scripts/hook-server.ts",
      "node_modules/next/dist/bin/next",
      "start",
      "-H",
      HOST,
      "-p",
      String(PORT),
    ],
    // JSON lines, and the output of Next.
    log: join(dataFolder, "web.log"),
    env: {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXTAUTH_URL: siteAddress(),
      NEXTAUTH_SECRET: process.env.AUTH_SECRET,
    },
  };
}

/** Restarts the embedded server when it was killed. */
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

function stopOnSignals({ embedded }: Runtime, supervisor: Supervisor): void {
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say("\nStopping …");
    await supervisor.stop();
    await embedded?.stop();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

main().catch(async (error: Error) => {
  console.error(`\nLeadline did not start. ${error.message}`);
  stopping = true;
  await supervisor?.stop();
  // A database that was running before belongs to another Leadline.
  if (opened?.startedHere) await opened.embedded?.stop();
  process.exit(1);
});
