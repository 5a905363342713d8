import { globSync, readFileSync } from "node:fs";
import { alikeProblems } from "./alike.ts";
import { lockProblems } from "./lock.ts";
import { structureProblems } from "./structure.ts";

const read = (path: string) => readFileSync(path, "utf8");

const paths = globSync("{app,components,lib,db,scripts,testing,bench,e2e}/**/*.{ts,tsx}").sort();
const files = paths.map((path) => ({ path, text: read(path) }));
const problems = [
  ...structureProblems(files),
  ...alikeProblems(files),
  ...lockProblems(JSON.parse(read("package-lock.json")), JSON.parse(read("package.json"))),
];
for (const problem of problems) console.error(problem);
console.log(`${paths.length} files, ${problems.length} problems of structure`);
process.exit(problems.length === 0 ? 0 : 1);
