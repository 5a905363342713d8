import { closePool } from "#db/client.ts";
import { databaseUrl } from "#db/config.ts";
import { closeListener } from "#db/listen.ts";
import { assertServable } from "#db/readiness.ts";
import { logConsole } from "#lib/core/console.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { jobs } from "./registry.ts";
import { startCounterRollUp } from "./start-counter-roll-up.ts";
import { startJobs } from "./start-jobs.ts";
import { startRescoring } from "./start-rescoring.ts";

// The process of `npm run worker`, which `npm start` runs beside the web server.

/** Milliseconds after which a hanging stop is abandoned. */
const STOP_TIMEOUT = 14_000;

logConsole();
try {
  await assertServable(databaseUrl());
  const queue = await startJobs(jobs);
  const loops = [startCounterRollUp(), startRescoring()];
  log.info({ jobs: jobs.map(({ name }) => name) }, "The worker is at work");
  const end = async () => {
    setTimeout(() => process.exit(1), STOP_TIMEOUT).unref();
    await Promise.all([queue, ...loops].map((one) => one.stop()));
    await closeListener();
    await closePool();
    process.exit(0);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
} catch (error) {
  log.fatal(faultDetails(error), "The worker did not start");
  process.exitCode = 1;
  await closePool();
  process.exit();
}
