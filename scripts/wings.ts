import type { Import } from "./imports.ts";

/**
 * The wings of lib, the lowest first. A wing may import those before it; two on one line do not know each other.
 */
const WINGS = [
  ["core"],
  ["i18n"],
  ["auth"],
  ["workspace"],
  ["pipeline"],
  ["conversations", "scoring"],
  ["insight"],
  ["operations"],
  ["http"],
] as const;

/** Wings whose folders are domains, each with the closed vocabulary of docs/ARCHITECTURE.md. */
const WITH_DOMAINS = new Set(["workspace", "pipeline", "conversations", "scoring", "insight", "operations"]);

/** Files that a domain needs beside the vocabulary. */
const OWN_FILES: Record<string, RegExp> = {
  // The scheduler and worker of all domains' tasks.
  "lib/operations/jobs": /^(registry|repeat|worker)\.ts$/,
  // The interface of channels, and the built-in ones.
  "lib/conversations/channels": /^(api|channel|types)\.ts$/,
  // The entry point of a thread.
  "lib/scoring/learning": /^training-thread\.ts$/,
};

/** Verbs of files that read or compute. */
const READING = [
  "assess",
  "build",
  "compare",
  "count",
  "detect",
  "filter",
  "find",
  "list",
  "preview",
  "read",
].concat(["replay", "report", "score", "simulate"]);

/** Verbs of files that make one change, or a part of one. */
const WRITING = [
  "accept",
  "add",
  "allocate",
  "analyze",
  "answer",
  "ask",
  "assign",
  "cancel",
  "change",
].concat(
  ["choose", "close", "create", "delete", "deliver", "end", "follow", "reset", "give", "hand", "insert"],
  ["load", "lock", "mark", "move", "reassign", "record", "renew", "return", "revoke", "roll", "serve", "set"],
  ["settle", "start", "store", "take", "train", "transfer", "try", "undo", "update", "view", "wipe", "work"],
);

const VOCABULARY = new RegExp(
  `^((schema|fields|rules|access|queries|present|processors|tasks)|(${[...READING, ...WRITING].join("|")})-[a-z-]+)\\.ts$`,
);

const wingOf = (path: string): string | undefined => /^lib\/([^/]+)\//.exec(path)?.[1];

const heightOf = (wing: string): number => WINGS.findIndex((level) => level.some((name) => name === wing));

/** The folder of a domain, such as `lib/pipeline/leads`, or undefined for what is in none. */
export function domainOf(path: string): string | undefined {
  const [, wing = "", domain] = /^lib\/([^/]+)\/(?:([^/]+)\/)?/.exec(path) ?? [];
  if (!WITH_DOMAINS.has(wing)) return undefined;
  // Scoring itself is a domain of its wing; its providers belong to it.
  if (wing === "scoring") return domain && domain !== "providers" ? `lib/scoring/${domain}` : "lib/scoring";
  return domain && `lib/${wing}/${domain}`;
}

/** The problems with the place of a file in lib. */
export function placeProblems(path: string): string[] {
  const wing = wingOf(path);
  if (wing === undefined) return [];
  if (heightOf(wing) < 0) return [`is in no wing: lib has ${WINGS.flat().join(", ")}`];
  const domain = domainOf(path);
  const name = path.split("/").at(-1) ?? "";
  if (!domain) return WITH_DOMAINS.has(wing) ? ["is beside the domains of its wing: put it into one"] : [];
  const isInside = path !== `${domain}/${name}`;
  if (isInside || /\.test\.tsx?$/.test(name)) return [];
  return VOCABULARY.test(name) || OWN_FILES[domain]?.test(name)
    ? []
    : ["is not in a domain's vocabulary: see docs/ARCHITECTURE.md"];
}

/** The problems with an import between wings of lib. Type-only imports count as well. */
export function wingProblems({ from, to }: Import): string[] {
  const [wing, target] = [wingOf(from), wingOf(to)];
  if (wing === undefined || target === undefined || wing === target) return [];
  const [height, targetHeight] = [heightOf(wing), heightOf(target)];
  if (height > targetHeight) return [];
  return [
    height === targetHeight
      ? `imports ${to}: ${wing} and ${target} do not know each other; read events instead`
      : `imports ${to}: ${wing} stands before ${target} and may not know it`,
  ];
}

/**
 * The folder that circles are checked by: a domain, a wing without domains, a folder of components, or a top folder.
 */
export function folderOf(path: string): string {
  const [top = "", folder = ""] = path.split("/");
  if (top === "lib") return domainOf(path) ?? `lib/${folder}`;
  return top === "components" ? `components/${folder}` : top;
}
