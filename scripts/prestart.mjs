// Installs the packages of package-lock.json, unless they are installed. Runs first, so it uses only Node's own
// modules and must work on Node 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const mark = "node_modules/.lock-hash";
const hash = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");

/** On stderr: the output of a command may be captured, such as a key that it makes. */
function npm(...args) {
  const program = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(program, args, { stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  console.error(`npm ${args[0]} failed: see above. Nothing was started.`);
  process.exit(status ?? 1);
}

/** The packages whose install script may run, of those that are installed on this platform. */
function scripted() {
  const { allowScripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const names = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  return names.filter((name) => existsSync(`node_modules/${name}`));
}

if (!existsSync(mark) || readFileSync(mark, "utf8") !== hash) {
  console.error("Installing dependencies (a minute or two, once) …");
  // Only npm 12 knows allowScripts, so no script runs at first, and then those that are named there.
  npm("ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error");
  const named = scripted();
  if (named.length > 0) npm("rebuild", ...named, "--ignore-scripts=false", "--loglevel=error");
  writeFileSync(mark, hash);
}
