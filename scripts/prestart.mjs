// Installs what package-lock.json says, when it is not installed yet. Runs before everything else, so it
// uses nothing but Node's own modules and must work on Node 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const mark = "node_modules/.lock-hash";
const hash = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");

if (!existsSync(mark) || readFileSync(mark, "utf8") !== hash) {
  // On stderr: the output of a command may be captured, such as a key that it makes.
  console.error("Installing dependencies (a minute or two, once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const install = spawnSync(npm, ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    stdio: ["ignore", 2, 2],
  });
  if (install.status !== 0) {
    console.error("npm ci failed: see above. Nothing was started.");
    process.exit(install.status ?? 1);
  }
  writeFileSync(mark, hash);
}
