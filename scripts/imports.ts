import { dirname, join, normalize } from "node:path";

/** A source file by its path from the root, with its text. */
export type SourceFile = { path: string; text: string };

/** `to` is a path from the root, or the name of a package. */
export type Import = { from: string; to: string; isTypeOnly: boolean };

const IMPORT = /(?:^|\n)\s*(import|export)\s+(type\s+)?([^"';]*?from\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/g;

/** The imports of a file, including dynamic and type-only ones. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const [, , typeWord, , atOnce, onDemand] = match;
    const specifier = atOnce ?? onDemand ?? "";
    const to = specifier.startsWith("#")
      ? specifier.slice(1)
      : specifier.startsWith(".")
        ? normalize(join(dirname(path), specifier))
        : specifier;
    return { from: path, to, isTypeOnly: Boolean(typeWord) };
  });
}

/**
 * Finds the circles of a graph.
 * @param edges pairs of what imports and what is imported
 */
export function findCircles(edges: [from: string, to: string][]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const done = new Set<string>();
  const way: string[] = [];
  const circles: string[][] = [];
  const visit = (place: string): void => {
    const since = way.indexOf(place);
    if (since >= 0) {
      circles.push([...way.slice(since), place]);
      return;
    }
    if (done.has(place)) return;
    done.add(place);
    way.push(place);
    for (const to of next.get(place) ?? []) if (to !== place) visit(to);
    way.pop();
  };
  for (const place of next.keys()) visit(place);
  return circles;
}
