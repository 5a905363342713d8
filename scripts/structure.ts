import { dirname, join, normalize } from "node:path";

/** A source file by its path from the root, with its text. */
export type SourceFile = { path: string; text: string };

type Import = { from: string; to: string; isTypeOnly: boolean };

/** Folders of lib that are no domains. */
const HOUSE = new Set(["core", "auth", "http", "i18n", "jobs", "channels", "testing"]);
const DOMAIN_FILE = /^(schema|rules|access|queries|present|processors|tasks|[a-z]+-[a-z-]+)\.ts$|\.test\.ts$/;
const LAYERS = ["db", "lib", "components", "app"];
/** Inside lib: what stands lower may not import what stands higher. */
const LIB_LAYERS: Record<string, number> = {
  core: 0,
  i18n: 0,
  auth: 1,
  http: 3,
  jobs: 3,
  channels: 3,
  testing: 4,
};
const DOMAIN_LAYER = 2;
const MAY_USE_PG = /^(db|scripts|bench)\//;
/** Routes that are no operations of the API and so have no contract. */
const WITHOUT_CONTRACT = /^app\/api\/v1\/(\[\.\.\.path\]|openapi\.json)\/route\.ts$/;

/** A key of an event, past the one place that reads them. */
const RAW_KEY = /\bevent\.(key|code|keyCode|which|isComposing)\b/;

/** A step of the browser's history, past the one place that makes them. */
const RAW_STEP = /\bhistory\.(pushState|replaceState|back|forward|go)\(/;

/** Rows presented one by one. The columns of a board are few, and present their cards themselves. */
const RAW_PRESENT = /\.map\((\(\w+\) => )?present(?!\w*Column\b)/;

const isTest = (path: string) => path.includes(".test.") || path.startsWith("testing/");

/** The imports of a file as paths from the root; of packages, their names. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const pattern = /(?:^|\n)\s*(import|export)\s+(type\s+)?([^"';]*?from\s+)?"([^"]+)"/g;
  return [...text.matchAll(pattern)].map((match) => {
    const [, , typeWord, , specifier = ""] = match;
    const to = specifier.startsWith("#")
      ? specifier.slice(1)
      : specifier.startsWith(".")
        ? normalize(join(dirname(path), specifier))
        : specifier;
    return { from: path, to, isTypeOnly: Boolean(typeWord) };
  });
}

function domainOf(path: string): string | undefined {
  const folder = /^lib\/([^/]+)\//.exec(path)?.[1];
  return folder && !HOUSE.has(folder) ? folder : undefined;
}

function libLayer(path: string): number {
  return LIB_LAYERS[path.split("/")[1] ?? ""] ?? DOMAIN_LAYER;
}

function fileProblems({ path, text }: SourceFile): string[] {
  const name = path.split("/").at(-1) ?? "";
  const problems: string[] = [];
  if (/(^|\/)(utils?|helpers?)(\/|\.)/.test(path))
    problems.push("says nothing of what is inside: name it by what it does");
  if (/^index\.tsx?$/.test(name)) problems.push("is a barrel: import from the file itself");
  const inDomain = domainOf(path) && /^lib\/[^/]+\/[^/]+$/.test(path);
  if (inDomain && !DOMAIN_FILE.test(name))
    problems.push("is not in a domain's vocabulary: see docs/ARCHITECTURE.md");
  if (/^lib\/[^/]+\/providers\/(?!(provider|choose)(\.test)?\.ts$)[^/]+$/.test(path))
    problems.push("is a provider outside a folder of its own: twins are providers/<name>/provider.ts");
  if (/^app\/api\/v1\/.*route\.ts$/.test(path) && !WITHOUT_CONTRACT.test(path)) {
    if (!/= resource\(\{/.test(text) || !/route\(contract\./.test(text))
      problems.push("answers without a contract: use resource({ … route(contract.…) })");
  }
  if (path.startsWith("components/") && path !== "components/ui/keys.ts" && RAW_KEY.test(text))
    problems.push("reads a pressed key by itself: use keyOf(), which knows input methods and layouts");
  if (/^components\/.*(?<!\.test)\.tsx$/.test(path) && /\bmaxLength\b/.test(text))
    problems.push("cuts what is pasted: give the field a limit, which counts and keeps");
  if (path.startsWith("components/") && !/\/(history-steps|address)\.ts$/.test(path) && RAW_STEP.test(text))
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
  if (from.startsWith("lib/") && to.startsWith("lib/") && libLayer(to) > libLayer(from)) {
    problems.push(`imports ${to}: inside lib they point from http to domains to auth to core`);
  }
  if (from.startsWith("components/") && !isTypeOnly) {
    if (to.startsWith("db/")) problems.push(`imports ${to}: components never touch the database`);
    if (to.startsWith("lib/") && domainOf(to) && !to.endsWith("/rules.ts")) {
      problems.push(`imports ${to}: of a domain, components may import rules.ts and types`);
    }
  }
  // The browser would load zod, which is larger than a screen.
  if (/^lib\/[^/]+\/rules\.ts$/.test(from) && !isTypeOnly && (to === "zod" || to.endsWith("/schema.ts"))) {
    problems.push(`imports ${to}: rules.ts runs in browsers, so it takes only types from a schema`);
  }
  return problems.map((problem) => `${from}: ${problem}`);
}

/** A circle of imports that exist at run time, or undefined. */
export function findCircle(imports: Import[]): string[] | undefined {
  const edges = new Map<string, string[]>();
  for (const { from, to, isTypeOnly } of imports)
    if (!isTypeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): string[] | undefined => {
    const place = way.indexOf(file);
    if (place >= 0) return [...way.slice(place), file];
    if (done.has(file)) return undefined;
    way.push(file);
    for (const next of edges.get(file) ?? []) {
      const circle = visit(next);
      if (circle) return circle;
    }
    way.pop();
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const circle = visit(file);
    if (circle) return circle;
  }
  return undefined;
}

/** Everything that breaks the rules of the house, one line each: `file: what is wrong, what to do`. */
export function structureProblems(files: SourceFile[]): string[] {
  const imports = files.flatMap(importsOf);
  const circle = findCircle(imports);
  return [
    ...files.flatMap(fileProblems),
    ...imports.flatMap(importProblems),
    ...(circle ? [`${circle[0]}: imports itself in a circle: ${circle.join(" → ")}`] : []),
  ];
}
