import { existsSync } from "node:fs";
import { join } from "node:path";
import { closePool } from "#db/client.ts";
import { assertCollationsCurrent, rebuildSortedIndexes } from "#db/collations.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { assertServable } from "#db/readiness.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { resealSecondFactorsTask } from "#lib/auth/second-factor/tasks.ts";
import { MAX_SESSION_MAX_DAYS } from "#lib/auth/session-limits.ts";
import { env } from "#lib/core/env.ts";
import { read } from "#lib/core/transact.ts";
import { compareCounters } from "#lib/pipeline/counters/compare-counters.ts";
import { listWorkspaces } from "#lib/workspace/settings/create-workspace.ts";
import { listUnknownTimeZones } from "#lib/workspace/settings/list-unknown-time-zones.ts";
import { deletePreviousSecret, rotateAuthSecret } from "../auth-secret.ts";
import { dataFolder, openDatabase } from "../runtime.ts";
import { type Command, type Options, UsageError } from "./command.ts";

type Check = { name: string; look: () => Promise<string> | string };

/** Each returns what it found, or throws an error that says what to do. Later checks depend on earlier ones. */
const CHECKS: Check[] = [
  { name: "Node", look: checkNode },
  { name: "Environment", look: () => `valid; web on ${env().HOST}:${env().PORT}` },
  { name: "Database", look: checkDatabase },
  { name: "Order of text", look: checkOrder },
  { name: "Workspaces", look: checkWorkspaces },
  { name: "Time zones", look: checkTimeZones },
  {
    name: "Build",
    look: () => (existsSync(join(".next", "BUILD_ID")) ? "there" : "none yet: npm start makes it"),
  },
  { name: "Web server", look: checkServer },
];

function checkNode(): string {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 24)
    throw new Error(
      `${process.version} is too old. On Linux x64 run it by npm, which brings Node 24 along; elsewhere install Node 24`,
    );
  return process.version;
}

async function checkDatabase(): Promise<string> {
  const { embedded, startedHere, dataFolder } = await openDatabase();
  try {
    await assertServable(process.env.DATABASE_URL ?? "");
  } finally {
    if (startedHere) stopAfterwards = embedded?.stop;
  }
  const where = embedded
    ? `embedded in ${dataFolder}, ${startedHere ? "was down" : "running"}`
    : "DATABASE_URL";
  return `${where}; migrated, and no superuser`;
}

async function checkOrder(): Promise<string> {
  await assertCollationsCurrent(process.env.DATABASE_URL ?? "");
  return "as the indexes have it";
}

let stopAfterwards: (() => Promise<void>) | undefined;

async function checkWorkspaces(): Promise<string> {
  const workspaces = await listWorkspaces();
  if (workspaces.length === 0) throw new Error("none yet. npm start makes the first, or: workspace create");
  return workspaces.map(({ id, name }) => `${id} (${name})`).join(", ");
}

async function checkTimeZones(): Promise<string> {
  const unknown: string[] = [];
  for (const { id, name } of await listWorkspaces()) {
    const zones = await read(jobCtx(id, "Command line"), listUnknownTimeZones);
    unknown.push(...zones.map(({ zone, operator }) => `${zone} (${operator ?? name})`));
  }
  if (unknown.length > 0)
    throw new Error(
      `${unknown.join(", ")}: unknown here, so UTC is used. Choose others in Settings and Team`,
    );
  return "all known";
}

async function checkServer(): Promise<string> {
  const address = `http://${env().HOST === "0.0.0.0" ? "127.0.0.1" : env().HOST}:${env().PORT}`;
  const answer = await fetch(`${address}/ready`).catch(() => undefined);
  if (!answer) return `not running on ${address}`;
  if (!answer.ok)
    throw new Error(`${address}/ready answers ${answer.status}. See web.log in the data folder`);
  return `ready on ${address}`;
}

async function doctor(): Promise<void> {
  try {
    for (const { name, look } of CHECKS) {
      try {
        console.log(`ok    ${name}: ${await look()}`);
      } catch (error) {
        console.log(`wrong ${name}: ${(error as Error).message}`);
        process.exitCode = 1;
      }
    }
  } finally {
    await closePool();
    await stopAfterwards?.();
  }
}

async function migrate(): Promise<void> {
  const { embedded, startedHere } = await openDatabase();
  try {
    await migrateDatabase(process.env.DATABASE_URL ?? "");
    console.log("The database has the newest schema.");
  } finally {
    if (startedHere) await embedded?.stop();
  }
}

async function reindex(): Promise<void> {
  const statements = await rebuildSortedIndexes(process.env.DATABASE_URL ?? "");
  for (const statement of statements) console.log(`${statement};`);
  console.log("The indexes have the order of text that the database server has.");
}

async function recount(): Promise<void> {
  for (const { id, name } of await listWorkspaces()) {
    const { cells, wrong, waiting } = await read(jobCtx(id, "Command line"), compareCounters);
    const verdict = wrong === 0 ? "agree with the leads and sales" : `${wrong} are WRONG`;
    console.log(`${id} (${name}): ${cells} counters, ${verdict}; ${waiting} changes wait to be added up`);
    if (wrong > 0) process.exitCode = 1;
  }
}

async function rotateSecret(options: Options): Promise<void> {
  if (options["forget-previous"]) return deletePrevious();
  if (process.env.AUTH_SECRET)
    throw new UsageError(
      "AUTH_SECRET is set in the environment. Move its value to AUTH_SECRET_PREVIOUS, set a new AUTH_SECRET, and restart",
    );
  rotateAuthSecret(dataFolder());
  console.log(
    "There is a new secret. Restart Leadline to use it. The previous secret is read until you forget it.",
  );
  console.log(
    `No session of the previous secret lasts longer than ${MAX_SESSION_MAX_DAYS} days. After that: npm run leadline -- rotate-secret --forget-previous`,
  );
}

/** Re-encrypts everything in the database under the current secret, and then deletes the previous one. */
async function deletePrevious(): Promise<void> {
  const isSetOutside = Boolean(process.env.AUTH_SECRET);
  const { embedded, startedHere, dataFolder: folder } = await openDatabase();
  try {
    await assertServable(process.env.DATABASE_URL ?? "");
    await resealSecondFactors();
  } finally {
    await closePool();
    if (startedHere) await embedded?.stop();
  }
  if (isSetOutside) {
    console.log("Now take AUTH_SECRET_PREVIOUS out of the environment, and restart Leadline.");
    return;
  }
  deletePreviousSecret(folder);
  console.log("The previous secret is deleted. Restart Leadline: what it made is not read any more.");
}

async function resealSecondFactors(): Promise<void> {
  const { resealed, unreadable } = await resealSecondFactorsTask();
  if (unreadable.length > 0)
    throw new UsageError(
      `The previous secret is kept. The second factors of these people open with neither secret, so they may be sealed with a third one: ${unreadable.join(", ")}. Reset their second factors first, or set that secret as AUTH_SECRET_PREVIOUS`,
    );
  console.log(`All second factors are sealed with the current secret (${resealed} of them just now).`);
}

/** Commands for the installation. */
export const installationCommands: Record<string, Command> = {
  doctor: {
    usage: "",
    about: "look at everything that Leadline needs, and say what is wrong",
    options: {},
    needsDatabase: false,
    run: doctor,
  },
  migrate: {
    usage: "",
    about: "bring the database to the newest schema",
    options: {},
    needsDatabase: false,
    run: migrate,
  },
  reindex: {
    usage: "",
    about: "after an update of the database server that sorts text otherwise, build the sorted indexes anew",
    options: {},
    needsDatabase: true,
    run: reindex,
  },
  "rotate-secret": {
    usage: "[--forget-previous]",
    about:
      "make a new AUTH_SECRET in the data folder and go on reading what the previous one made; or reseal second factors and forget the previous one",
    options: { "forget-previous": { type: "boolean" } },
    needsDatabase: false,
    run: rotateSecret,
  },
  recount: {
    usage: "",
    about: "count all leads and sales anew, and say whether the counters of boards and funnel agree",
    options: {},
    needsDatabase: true,
    run: recount,
  },
};
