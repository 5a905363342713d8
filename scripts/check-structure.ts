import { globSync, readFileSync } from "node:fs";
import { structureProblems } from "./structure.ts";

const paths = globSync("{app,components,lib,db,scripts,bench}/**/*.{ts,tsx}").sort();
const problems = structureProblems(paths.map((path) => ({ path, text: readFileSync(path, "utf8") })));
for (const problem of problems) console.error(problem);
console.log(`${paths.length} files, ${problems.length} problems of structure`);
process.exit(problems.length === 0 ? 0 : 1);
