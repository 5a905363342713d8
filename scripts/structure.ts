import { findCircles, type Import, importsOf, type SourceFile } from "./imports.ts";
import { domainOf, folderOf, placeProblems, wingProblems } from "./wings.ts";

const LAYERS = ["db", "lib", "components", "app"];
/** Longer files are hard to take in. */
const MAX_LINES = 300;
const MAY_USE_PG = /^(db|scripts|bench)\//;
/** Routes that are no operations of the API and so have no contract. */
const WITHOUT_CONTRACT = /^app\/api\/v1\/(\[\.\.\.path\]|openapi\.json)\/route\.ts$/;

/** What browsers load of a domain. */
const IN_BROWSERS = /^lib\/.*\/(rules|fields)\.ts$/;

/** A key of an event that is read outside of `ui/keys.ts`. */
const RAW_KEY = /\bevent\.(key|code|keyCode|which|isComposing)\b/;

/** A step of the browser's history that is made outside of `ui/address.ts`. */
const RAW_HISTORY_STEP = /\bhistory\.(pushState|replaceState|back|forward|go)\(/;

/**
 * Rows that are presented with `map`. The columns of a board are exempt, because they are few and present their cards
 * with `presentEach`.
 */
const RAW_PRESENT = /\.map\((\(\w+\) => )?present(?!\w*Column\b)/;

/** Code that runs only in tests and benchmarks. */
const isTest = (path: string) => path.includes(".test.") || /^(testing|e2e|bench)\//.test(path);

function fileProblems({ path, text }: SourceFile): string[] {
  const name = path.split("/").at(-1) ?? "";
  const problems: string[] = [];
  if (/(^|\/)(utils?|helpers?)(\/|\.)/.test(path))
    problems.push("says nothing of what is inside: name it by what it does");
  if (/^index\.tsx?$/.test(name)) problems.push("is a barrel: import from the file itself");
  if (text.split("\n").length > MAX_LINES) problems.push(`has more than ${MAX_LINES} lines: divide it`);
  problems.push(...placeProblems(path));
  if (/^lib\/scoring\/providers\/(?!(provider|choose)(\.test)?\.ts$)[^/]+$/.test(path))
    problems.push("is a provider outside a folder of its own: twins are providers/<name>/provider.ts");
  if (/^app\/api\/v1\/.*route\.ts$/.test(path) && !WITHOUT_CONTRACT.test(path)) {
    if (!/= resource\(\{/.test(text) || !/route\(contract\./.test(text))
      problems.push("answers without a contract: use resource({ … route(contract.…) })");
  }
  if (path.startsWith("components/") && path !== "components/ui/keys.ts" && RAW_KEY.test(text))
    problems.push("reads a pressed key by itself: use keyOf(), which knows input methods and layouts");
  if (/^components\/.*(?<!\.test)\.tsx$/.test(path) && /\bmaxLength\b/.test(text))
    problems.push("cuts what is pasted: give the field a limit, which counts and keeps");
  if (
    path.startsWith("components/") &&
    !/\/(history-steps|address)\.ts$/.test(path) &&
    RAW_HISTORY_STEP.test(text)
  )
    problems.push(
      "writes the history by itself: use ui/address.ts, which knows what is open over the screen",
    );
  if (/^(app|lib)\//.test(path) && !isTest(path) && RAW_PRESENT.test(text))
    problems.push("lets one bad row fail its whole list: use presentEach()");
  if (/^app\/.*\/actions\.ts$/.test(path)) {
    const bare = [
      ...text.matchAll(
        /\nexport (?:const (\w+) = (?!(?:action|actionOnce|publicAction)\()|(?:async )?function (\w+))/g,
      ),
    ];
    for (const match of bare)
      problems.push(`exports ${match[1] ?? match[2]} without action(): it would not authenticate`);
    for (const [, name] of text.matchAll(/\nexport const (create\w+) = action\(/g))
      problems.push(`exports ${name} without actionOnce(): a lost answer would make it twice`);
  }
  return problems.map((problem) => `${path}: ${problem}`);
}

function importProblems(edge: Import): string[] {
  const { from, to, isTypeOnly } = edge;
  if (isTest(from) || !LAYERS.includes(from.split("/")[0] ?? "")) {
    return to === "pg" && !MAY_USE_PG.test(from) && !isTest(from)
      ? [`${from}: imports pg: only db/ may`]
      : [];
  }
  const problems: string[] = [];
  const [layer, target] = [LAYERS.indexOf(from.split("/")[0] ?? ""), LAYERS.indexOf(to.split("/")[0] ?? "")];
  if (to === "pg" && !MAY_USE_PG.test(from)) problems.push("imports pg: go through db/client.ts");
  if (target > layer) problems.push(`imports ${to}: dependencies point from app to components to lib to db`);
  problems.push(...wingProblems(edge));
  if (to.startsWith("testing/")) problems.push(`imports ${to}: only tests and benchmarks may`);
  if (from.startsWith("components/") && !isTypeOnly) {
    if (to.startsWith("db/")) problems.push(`imports ${to}: components never touch the database`);
    if (to.startsWith("lib/") && domainOf(to) && !IN_BROWSERS.test(to)) {
      problems.push(`imports ${to}: of a domain, components may import rules.ts, fields.ts and types`);
    }
  }
  // Browsers would load zod, which is larger than a screen.
  if (
    IN_BROWSERS.test(from) &&
    !isTypeOnly &&
    /^(zod|drizzle-orm)\b|^db\/(schema|client)\b|\/schema\.ts$/.test(to)
  ) {
    problems.push(`imports ${to}: rules.ts and fields.ts run in browsers, so they take only types of it`);
  }
  return problems.map((problem) => `${from}: ${problem}`);
}

/** Circles between files and between folders, including type-only and dynamic imports. */
function circleProblems(imports: Import[]): string[] {
  const own = imports.filter(({ from, to }) => !isTest(from) && /\.tsx?$/.test(to));
  const files = findCircles(own.map(({ from, to }) => [from, to]));
  const rooms = findCircles(own.map(({ from, to }) => [folderOf(from), folderOf(to)]));
  return [...files, ...rooms].map(
    (circle) => `${circle[0]}: imports itself in a circle: ${circle.join(" → ")}`,
  );
}

/** All violations of the structure, one line each: `file: what is wrong, what to do`. */
export function structureProblems(files: SourceFile[]): string[] {
  const imports = files.flatMap(importsOf);
  return [...files.flatMap(fileProblems), ...imports.flatMap(importProblems), ...circleProblems(imports)];
}
