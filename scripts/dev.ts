import { spawn } from "node:child_process";
import { join } from "node:path";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { env, siteAddress } from "#lib/core/env.ts";
import { startFakeOpenai } from "#testing/fakes/openai.ts";
import { seedWhenEmpty, welcome } from "./first-start.ts";
import { loadEnvironmentFile, openDatabase } from "./runtime.ts";
import { Supervisor, worker } from "./supervisor.ts";

// The development server: the same database and first workspace, with pages that reload from source.
loadEnvironmentFile();
if (process.argv.includes("--fake-ai")) await scoreWithFake();
const { HOST, PORT, LEADLINE_DEMO } = env();
const usesEmbedded = !process.env.DATABASE_URL;
const runtime = await openDatabase();
const supervisor = new Supervisor(join(runtime.dataFolder, "dev.pid"), "scripts/dev.ts");
await supervisor.replaceOrphans(console.log);
await migrateDatabase(process.env.DATABASE_URL ?? "");
await seedWhenEmpty(runtime.dataFolder, LEADLINE_DEMO ? LEADLINE_DEMO === "on" : usesEmbedded, console.log);
const lines = await welcome(runtime.dataFolder);
await closeListener();
await closePool();
console.log(lines.join("\n"));

supervisor.keepRunning(worker(runtime.dataFolder));
const address = siteAddress();
const next = spawn(
  process.execPath,
  ["node_modules/next/dist/bin/next", "dev", "-H", HOST, "-p", String(PORT)],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      NEXTAUTH_URL: address,
      NEXTAUTH_SECRET: process.env.AUTH_SECRET,
      NEXT_TELEMETRY_DISABLED: "1",
    },
  },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    next.kill(signal);
    supervisor.stop();
  });
}
next.on("exit", async (code) => {
  await supervisor.stop();
  if (runtime.startedHere) await runtime.embedded?.stop();
  process.exit(code ?? 0);
});

/** Starts a fake LLM for development. It answers well until it is told otherwise. */
async function scoreWithFake(): Promise<void> {
  const { url } = await startFakeOpenai();
  Object.assign(process.env, { AI_PROVIDER: "openai", OPENAI_API_KEY: "fake", OPENAI_BASE_URL: url });
  const control = new URL("/fake", url);
  console.log(`The LLM is a fake. Tell it how to answer: curl -d '{"behaviour": "slow"}' ${control}`);
}
