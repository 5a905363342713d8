import type { ParseArgsOptionsConfig } from "node:util";
import { jobCtx } from "#lib/auth/ctx.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { listWorkspaces } from "#lib/workspace/settings/create-workspace.ts";

/** A mistake in the command line; the message says what to change. */
export class UsageError extends Error {}

export type Options = Record<string, string | undefined>;

/** One command of `npm run leadline`. */
export type Command = {
  /** The arguments after the name in the help. */
  usage: string;
  about: string;
  options: ParseArgsOptionsConfig;
  /** Whether the database must be up and migrated before it runs. */
  needsDatabase: boolean;
  run: (options: Options) => Promise<void>;
};

/** @throws UsageError */
export function required(options: Options, name: string): string {
  const value = options[name];
  if (!value) throw new UsageError(`--${name} is missing`);
  return value;
}

/**
 * The workspace that a command works in: the one named (by id or name), or the oldest.
 * @throws UsageError
 */
export async function workspaceCtx(named: string | undefined): Promise<Ctx> {
  const all = await listWorkspaces();
  const found = named ? all.find(({ id, name }) => String(id) === named || name === named) : all[0];
  if (found) return jobCtx(found.id, "Command line");
  if (all.length === 0)
    throw new UsageError('There is no workspace yet. Make one: workspace create --name "My company"');
  const known = all.map(({ id, name }) => `${id} (${name})`).join(", ");
  throw new UsageError(`There is no workspace ${named}. There are: ${known}`);
}
