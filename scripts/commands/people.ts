import { newInitialPassword } from "#lib/auth/initial-password.ts";
import { resetSecondFactor } from "#lib/auth/second-factor/reset-second-factor.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { CreateApiKeyInput } from "#lib/workspace/api-keys/schema.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { CreateUserInput, SetPasswordInput } from "#lib/workspace/team/schema.ts";
import { setPassword } from "#lib/workspace/team/set-password.ts";
import { type Command, required, workspaceCtx } from "./command.ts";

const text = { type: "string" } as const;

/** Prints a generated password; a given one is known to the caller. */
function printInitial(password: string, given: string | undefined): void {
  if (!given) console.log(`Password: ${password}`);
  console.log("They choose their own at the next sign-in.");
}

/** Commands for workspaces, people and API keys. */
export const peopleCommands: Record<string, Command> = {
  "workspace create": {
    usage: "--name NAME",
    about: "make a workspace with its first sources",
    options: { name: text },
    needsDatabase: true,
    async run(options) {
      const { workspaceId } = await createWorkspace(required(options, "name"));
      console.log(`Workspace ${workspaceId} is made.`);
      console.log(
        `Next: npm run leadline -- user create --workspace ${workspaceId} --email … --name … --role admin`,
      );
    },
  },
  "user create": {
    usage: "--email E --name N --role admin|manager|operator [--password P] [--workspace W]",
    about:
      "add a new person, who replaces the password at the first sign-in; without one it is made and printed",
    options: { email: text, name: text, role: text, password: text, workspace: text },
    needsDatabase: true,
    async run(options) {
      const input = CreateUserInput.parse({
        email: required(options, "email"),
        name: required(options, "name"),
        role: required(options, "role"),
        password: options.password ?? newInitialPassword(),
      });
      const user = await createUser(await workspaceCtx(options.workspace), input);
      console.log(`${user.name} <${user.email}> is ${user.role} now.`);
      printInitial(input.password, options.password);
    },
  },
  "user password": {
    usage: "--email E [--password P]",
    about: "give a person a new password, to be replaced at the next sign-in, and end their sessions",
    options: { email: text, password: text },
    needsDatabase: true,
    async run(options) {
      const input = SetPasswordInput.parse({
        email: required(options, "email"),
        password: options.password ?? newInitialPassword(),
      });
      await setPassword(input);
      console.log(`${input.email} has a new password; all their sessions have ended.`);
      printInitial(input.password, options.password);
    },
  },
  "user reset-second-factor": {
    usage: "--email E",
    about: "turn two-factor authentication off for a person who lost their device",
    options: { email: text },
    needsDatabase: true,
    async run(options) {
      const email = required(options, "email");
      await resetSecondFactor(email);
      console.log(`Two-factor authentication is off for ${email}.`);
    },
  },
  "api-key create": {
    usage: "--name N --scope read|write|admin [--expires-in-days D] [--workspace W]",
    about: "make an API key and print nothing but the key",
    options: { name: text, scope: text, "expires-in-days": text, workspace: text },
    needsDatabase: true,
    async run(options) {
      const days = options["expires-in-days"];
      const input = CreateApiKeyInput.parse({
        name: required(options, "name"),
        scope: required(options, "scope"),
        expires_in_days: days === undefined ? undefined : Number(days),
      });
      const { key } = await createApiKey(await workspaceCtx(options.workspace), input);
      console.log(key);
    },
  },
};
