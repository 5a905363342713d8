import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that the build reads; it writes `next-env.d.ts` itself. */
const SOURCES = [
  "{app,components,lib,db,public}/**/*.{ts,tsx,css,json,svg,png,ico,webmanifest}",
  "*.{ts,js,mjs}",
  "package-lock.json",
];

function sourceHash(): string {
  const hash = createHash("sha256");
  // The folder of a route can have a name like a file: openapi.json.
  const files = globSync(SOURCES).filter((path) => path !== "next-env.d.ts" && statSync(path).isFile());
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Builds the web application unless the last build was of the same sources. */
export function buildWhenNeeded(say: (line: string) => void): void {
  const mark = join(".next", "leadline-sources");
  const hash = sourceHash();
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return;
  say("Building the web application (a minute, once for each version) …");
  const build = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (build.status !== 0) {
    console.error(build.stdout, build.stderr);
    throw new Error("The build failed: see above");
  }
  writeFileSync(mark, hash);
}
