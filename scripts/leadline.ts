import { parseArgs } from "node:util";
import pg from "pg";
import { z } from "zod";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { assertServable } from "#db/readiness.ts";
import { settleBackground } from "#lib/core/background.ts";
import { AppError } from "#lib/core/errors.ts";
import { type Command, type Options, UsageError } from "./commands/command.ts";
import { demoCommands } from "./commands/demo.ts";
import { installationCommands } from "./commands/installation.ts";
import { peopleCommands } from "./commands/people.ts";
import { loadEnvironmentFile, openDatabase, type Runtime } from "./runtime.ts";

const COMMANDS: Record<string, Command> = { ...installationCommands, ...peopleCommands, ...demoCommands };

function help(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { usage, about }]) => `  ${`${name} ${usage}`.trim()}\n      ${about}`,
  );
  return `npm run leadline -- <command>\n\n${lines.join("\n")}`;
}

/** The longest name that the words begin with, and what follows it. */
function findCommand(words: string[]): { command: Command; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const command = COMMANDS[words.slice(0, length).join(" ")];
    if (command) return { command, rest: words.slice(length) };
  }
  return undefined;
}

function readOptions({ options }: Command, words: string[]): Options {
  try {
    const { values } = parseArgs({ args: words, options, strict: true });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function runWithDatabase(command: Command, options: Options): Promise<void> {
  const runtime = await openDatabase();
  const url = process.env.DATABASE_URL ?? "";
  try {
    if (runtime.embedded) await migrateDatabase(url);
    await assertServable(url);
    await command.run(options);
  } finally {
    await settleBackground();
    await closeListener();
    await closePool();
    await stopUnlessUsed(runtime, url);
  }
}

/** Stops the database, unless a server that was started meanwhile uses it. */
async function stopUnlessUsed({ embedded, startedHere }: Runtime, url: string): Promise<void> {
  if (!embedded || !startedHere) return;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const others = await client.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await client.end();
  if (others.rows.length === 0) await embedded.stop();
}

/** The message of an error, in one line. */
function messageOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("; ");
  if (error instanceof AppError) {
    const details = error.problems.map(({ pointer, detail }) => `${pointer ?? ""} ${detail}`.trim());
    return [error.message, ...details].join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}

async function main(words: string[]): Promise<void> {
  const found = findCommand(words);
  if (!found) {
    const asked = words.length === 0 || words[0] === "help" || words[0] === "--help";
    (asked ? console.log : console.error)(
      asked ? help() : `Unknown command: ${words.join(" ")}\n\n${help()}`,
    );
    process.exitCode = asked && words.length > 0 ? 0 : 1;
    return;
  }
  const options = readOptions(found.command, found.rest);
  loadEnvironmentFile();
  if (found.command.needsDatabase) await runWithDatabase(found.command, options);
  else await found.command.run(options);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
