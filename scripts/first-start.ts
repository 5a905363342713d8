import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDemoLink } from "#lib/auth/demo-link.ts";
import { listDemoRoles } from "#lib/auth/demo-sign-in.ts";
import { newInitialPassword } from "#lib/auth/initial-password.ts";
import { checkCredentials } from "#lib/auth/sign-in.ts";
import { siteAddress } from "#lib/core/env.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { createWorkspace, listWorkspaces } from "#lib/workspace/settings/create-workspace.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";

type SignIn = { email: string; password: string };

const FIRST_ADMIN = "admin@leadline.local";
const WORKSPACE_NAME = { demo: "Orbita Supply", empty: "My company" };

/**
 * Creates the first workspace with its admin, and loads demo data when wanted. Does nothing when a workspace exists.
 */
export async function seedWhenEmpty(
  folder: string,
  demo: boolean,
  say: (line: string) => void,
): Promise<void> {
  if ((await listWorkspaces()).length > 0) return;
  say("Creating the first workspace and its admin …");
  const ctx = await createWorkspace(demo ? WORKSPACE_NAME.demo : WORKSPACE_NAME.empty);
  const admin = { email: FIRST_ADMIN, password: newInitialPassword() };
  // The password is random and shown only to the owner of this machine, so it need not be replaced.
  await createUser(ctx, { ...admin, name: "Admin", role: "admin" }, { mustChangePassword: false });
  writeFileSync(signInPath(folder), JSON.stringify(admin), { mode: 0o600 });
  if (!demo) return;
  say("Loading the demo data …");
  await loadDemo(ctx);
}

const signInPath = (folder: string) => join(folder, "first-sign-in.json");

/** The first admin's sign-in, as long as its password is still valid. Its file is deleted afterwards. */
async function readFirstSignIn(folder: string): Promise<SignIn | undefined> {
  const path = signInPath(folder);
  if (!existsSync(path)) return undefined;
  const known = JSON.parse(readFileSync(path, "utf8")) as SignIn;
  try {
    await checkCredentials(known, {});
    return known;
  } catch (error) {
    // The file stays when the password could not be checked.
    if (error instanceof Unauthenticated) rmSync(path, { force: true });
    return undefined;
  }
}

/** The last lines of a start: the address, and how to sign in. */
export async function welcome(folder: string): Promise<string[]> {
  const hasDemo = (await listDemoRoles()).length > 0;
  const admin = await readFirstSignIn(folder);
  return [
    `Leadline is ready: ${hasDemo ? await createDemoLink() : siteAddress()}`,
    ...(hasDemo
      ? ["The link opens the demo in one browser, within an hour. For another: npm run leadline -- demo link"]
      : []),
    admin
      ? `Sign in as ${admin.email} with the password ${admin.password}`
      : "Sign in with your e-mail and password. Lost it? npm run leadline -- user password",
  ];
}
