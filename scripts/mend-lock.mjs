// Some registries lack the binaries of other platforms. `npm install` then leaves them out of the
// lock file, and `npm ci` refuses that lock. This adds a stub for each missing optional package.
// Run it after every change of package-lock.json: `npm run mend-lock`.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const systems = [
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "android",
  "aix",
  "sunos",
  "openharmony",
];
const processors = [
  "x64",
  "arm64",
  "arm",
  "ia32",
  "ppc64",
  "s390x",
  "riscv64",
  "loong64",
  "mips64el",
  "wasm32",
];

const named = (known, name) => known.find((word) => name.split(/[-/]/).includes(word));
const exact = (range) => range.replace(/^[^\d]*/, "");

function isLocked(parentPath, name) {
  for (let folder = parentPath; ; folder = folder.slice(0, folder.lastIndexOf("/node_modules/"))) {
    const prefix = folder ? `${folder}/` : "";
    if (lock.packages[`${prefix}node_modules/${name}`]) return true;
    if (!folder) return false;
    if (!folder.includes("/node_modules/")) folder = "";
    if (!folder) return Boolean(lock.packages[`node_modules/${name}`]);
  }
}

let added = 0;
for (const [parentPath, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(parentPath, name)) continue;
    const os = named(systems, name) ?? "android";
    const cpu = named(processors, name);
    lock.packages[`node_modules/${name}`] = {
      version: exact(range),
      ...(cpu ? { cpu: [cpu] } : {}),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} stub entries added`);
