// Run it after every change of package-lock.json: `npm run mend-lock`. When a registry temporarily lacked a package,
// npm leaves it out of the lock file or writes it without a hash. This makes npm look it up again.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { type Lock, lockProblems, unverifiedPaths } from "./lock.ts";

const PATH = "package-lock.json";
const readLock = () => JSON.parse(readFileSync(PATH, "utf8")) as Lock;

const lock = readLock();
for (const path of unverifiedPaths(lock)) delete lock.packages[path];
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const { status } = spawnSync(
  npm,
  // Without addresses of a registry, so that people install from their own.
  [
    "install",
    "--package-lock-only",
    "--ignore-scripts",
    "--omit-lockfile-registry-resolved",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ],
  { stdio: "inherit" },
);
const problems = lockProblems(readLock(), JSON.parse(readFileSync("package.json", "utf8")));
for (const problem of problems) console.error(problem);
process.exit(status || Math.min(1, problems.length));
