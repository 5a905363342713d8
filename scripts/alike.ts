import { ts } from "@ts-morph/common";
import type { SourceFile } from "./imports.ts";

/** Shorter functions are alike by chance. */
const MIN_LINES = 16;

/** From this share of common trigrams on, two functions are alike. */
const MIN_LIKENESS = 0.7;

/** Tables only list columns and keys. */
const CHECKED = /^(app|components|lib|scripts|db\/(?!schema\/))(?!.*\.test\.)/;

/** Two functions that are alike, each as `path name`, and why they stay two. */
export type AlikePair = readonly [one: string, other: string, why: string];

const LISTED: AlikePair[] = [
  [
    "components/settings/add-person.tsx AddPerson",
    "components/settings/invites.tsx InviteSheet",
    "They share the sheet and the field of the role. The rest is two forms, which ask and show different things.",
  ],
  [
    "components/log/timeline.tsx Timeline",
    "components/conversation/lead-appeals.tsx LeadAppeals",
    "Two tabs of the drawer, each a list that loads more. They share that part, and their entries differ.",
  ],
  ...[
    ["BoardSkeleton", "InboxSkeleton"],
    ["BoardSkeleton", "ListSkeleton"],
    ["DashboardSkeleton", "ListSkeleton"],
  ].map(
    ([one, other]): AlikePair => [
      `components/ui/skeletons.tsx ${one}`,
      `components/ui/skeletons.tsx ${other}`,
      "Each draws the outline of another screen. Only the sizes and places say which, and those do not count here.",
    ],
  ),
  [
    "lib/workspace/api-keys/create-api-key.ts createApiKey",
    "lib/workspace/invites/create-invite.ts createInvite",
    "Two verbs in the order of all verbs. They share what both check, and differ in quota, secret and expiry.",
  ],
];

/** A function: where it is among the tokens of its file, and the trigrams of these tokens in ascending order. */
type Shape = { path: string; name: string; from: number; to: number; trigrams: Int32Array };

/**
 * What a node is. Names of variables and functions, and the values of literals, do not count; names of members,
 * attributes and elements do.
 */
function tokenOf(node: ts.Node, parent: ts.Node): string {
  if (!ts.isIdentifier(node)) return String(node.kind);
  const isMember =
    ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent);
  const isNamed = isMember ? parent.name === node : ts.isJsxOpeningLikeElement(parent);
  return isNamed ? node.text : "name";
}

/** The name that a node gives to the functions inside. */
function nameOf(node: ts.Node): string | undefined {
  const canName = ts.isVariableDeclaration(node) || ts.isFunctionLike(node) || ts.isPropertyAssignment(node);
  return canName && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

/** The functions of a file that are long enough. One without a name has the name of what it is in. */
function shapesOf({ path, text }: SourceFile, numbers: Map<string, number>): Shape[] {
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, false, kind);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const tokens: string[] = [];
  const found: Omit<Shape, "trigrams">[] = [];
  const visit = (node: ts.Node, parent: ts.Node, outer: string) => {
    const name = nameOf(node) ?? outer;
    const from = tokens.push(tokenOf(node, parent)) - 1;
    ts.forEachChild(node, (child) => visit(child, node, name));
    const isLong = () => lineAt(node.end) - lineAt(node.getStart(source)) + 1 >= MIN_LINES;
    if (ts.isFunctionLike(node) && "body" in node && node.body && isLong())
      found.push({ path, name, from, to: tokens.length });
  };
  visit(source, source, "");
  const trigrams = tokens.map((token, at) => {
    const key = `${token} ${tokens[at + 1]} ${tokens[at + 2]}`;
    return numbers.get(key) ?? numbers.set(key, numbers.size).size - 1;
  });
  return found.map((shape) => ({
    ...shape,
    trigrams: Int32Array.from(trigrams.slice(shape.from, shape.to - 2)).sort(),
  }));
}

/** The share of trigrams that two functions have in common (Sørensen–Dice), from 0 to 1. */
function likeness({ trigrams: one }: Shape, { trigrams: other }: Shape): number {
  let [at, otherAt, common] = [0, 0, 0];
  while (at < one.length && otherAt < other.length) {
    const step = (one[at] ?? 0) - (other[otherAt] ?? 0);
    if (step === 0) common++;
    if (step <= 0) at++;
    if (step >= 0) otherAt++;
  }
  return (2 * common) / (one.length + other.length);
}

const isInside = (one: Shape, other: Shape) =>
  one.path === other.path && one.from < other.to && other.from < one.to;

const keyOf = (one: string, other: string) => [one, other].sort().join(" ~ ");

/** The pairs of functions that are alike, with the highest likeness that was found for each. */
function findAlike(files: SourceFile[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const shapes = files.filter(({ path }) => CHECKED.test(path)).flatMap((file) => shapesOf(file, numbers));
  shapes.sort((one, other) => one.trigrams.length - other.trigrams.length);
  const pairs = new Map<string, number>();
  for (const [at, one] of shapes.entries()) {
    for (const other of shapes.slice(at + 1)) {
      const best = (2 * one.trigrams.length) / (one.trigrams.length + other.trigrams.length);
      if (best < MIN_LIKENESS) break;
      if (isInside(one, other)) continue;
      const found = likeness(one, other);
      const key = keyOf(`${one.path} ${one.name}`, `${other.path} ${other.name}`);
      if (found >= MIN_LIKENESS) pairs.set(key, Math.max(found, pairs.get(key) ?? 0));
    }
  }
  return pairs;
}

/**
 * Functions of more than 15 lines that are alike and not listed with a reason, and pairs that are listed but are not
 * alike any more.
 */
export function alikeProblems(files: SourceFile[], listed: readonly AlikePair[] = LISTED): string[] {
  const pairs = findAlike(files);
  const reasons = new Map(listed.map(([one, other, why]) => [keyOf(one, other), why]));
  const fresh = [...pairs]
    .filter(([key]) => !reasons.has(key))
    .map(
      ([key, found]) =>
        `${key}: are alike (${found.toFixed(2)}): share one, or list them in scripts/alike.ts`,
    );
  const stale = [...reasons.keys()]
    .filter((key) => !pairs.has(key))
    .map((key) => `${key}: are listed in scripts/alike.ts, but are not alike any more: delete the line`);
  return [...fresh, ...stale];
}
