import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The system user that runs the database's server. Undefined means the current user. */
export type SystemUser = { uid: number; gid: number } | undefined;

/** The folder for files that the server's system user has to reach. */
export const SHARED_FOLDER = "/var/lib/leadline";

/** PostgreSQL refuses to run as root, so as root it runs under a system user of its own. */
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
    // Without useradd, the user "nobody" is used.
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
 * The real location of a data folder: `wanted`, or a folder of the same name below /var/lib/leadline, one for each
 * checkout, when the server's system user could not reach `wanted`.
 */
export function resolveDataFolder(wanted: string): string {
  if (isReachable(wanted, systemUser())) return wanted;
  return join(SHARED_FOLDER, wanted.replaceAll("/", "-").replace(/^-+/, ""));
}
