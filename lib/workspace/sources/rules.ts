export const STRATEGIES = [
  "weighted_fair",
  "weighted_random",
  "round_robin",
  "balanced",
  "weighted_balanced",
] as const;

/** A code derived from a name: lower-case Latin letters, digits and dashes, or `source` when nothing is left. */
export function codeFromName(name: string): string {
  const code = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50);
  return code || "source";
}
