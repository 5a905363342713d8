import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Under whom the database's server runs; undefined is whoever runs Leadline. */
export type SystemUser = { uid: number; gid: number } | undefined;

/** What belongs to Leadline but has to be reachable for the server's system user. */
export const SHARED_FOLDER = "/var/lib/leadline";

/** PostgreSQL refuses to run as root: as root it runs under a system user of its own. */
export function systemUser(): SystemUser {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "leadline"]) {
    const found = lookUpUser(name);
    if (found) return found;
  }
  try {
    execFileSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "leadline"], {
      stdio: "ignore",
    });
  } catch {
    // A machine without useradd still has nobody.
  }
  return lookUpUser("leadline") ?? lookUpUser("nobody");
}

function lookUpUser(name: string): SystemUser {
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find((fields) => fields[0] === name);
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : undefined;
}

/** Whether the system user can pass through every folder above `folder`. */
export function isReachable(folder: string, user: SystemUser): boolean {
  if (!user) return true;
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    if (existsSync(parent) && (statSync(parent).mode & 0o001) === 0 && statSync(parent).uid !== user.uid)
      return false;
    if (parent === dirname(parent)) return true;
  }
}

/**
 * Where a data folder really lies: `wanted`, unless the server's system user could not reach it.
 * Then it is a folder of the same name below /var/lib/leadline, one for each checkout.
 */
export function resolveDataFolder(wanted: string): string {
  if (isReachable(wanted, systemUser())) return wanted;
  return join(SHARED_FOLDER, wanted.replaceAll("/", "-").replace(/^-+/, ""));
}
