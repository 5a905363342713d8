import type { z } from "zod";
import { log } from "#lib/core/log.ts";
import { pointerOf } from "./problem.ts";

/** The innermost list on the path to the invalid value, and the index in it. */
function rowOf(answer: unknown, path: PropertyKey[]): { list: unknown[]; place: number } | undefined {
  let found: { list: unknown[]; place: number } | undefined;
  let at = answer;
  for (const part of path) {
    if (Array.isArray(at)) found = { list: at, place: Number(part) };
    at = (at as Record<PropertyKey, unknown> | undefined)?.[part];
  }
  return found;
}

/**
 * Shapes an answer by its contract. Invalid rows are left out of their list and logged, so that one bad row does not
 * fail the others.
 * @throws Error when something outside of a list is invalid, which is a bug and not the caller's fault
 */
export function fitAnswer(schema: z.ZodType, answer: unknown, requestId: string): unknown {
  const fitted = schema.safeParse(answer);
  if (fitted.success) return fitted.data;
  const rest = structuredClone(answer);
  const misfits = new Map<unknown[], Set<number>>();
  for (const { path } of fitted.error.issues) {
    const row = rowOf(rest, path);
    if (!row) throw new Error(`An answer does not fit its contract at ${pointerOf(path) || "its root"}`);
    misfits.set(row.list, (misfits.get(row.list) ?? new Set()).add(row.place));
  }
  for (const [list, places] of misfits) {
    const ids = [...places].map((place) => (list[place] as { id?: unknown } | null)?.id);
    log.error(
      {
        requestId,
        ids,
        issues: fitted.error.issues.slice(0, 5).map(({ path, code }) => [pointerOf(path), code]),
      },
      "rows left out",
    );
    list.splice(0, list.length, ...list.filter((_, place) => !places.has(place)));
  }
  const again = schema.safeParse(rest);
  if (!again.success) throw new Error("An answer does not fit its contract, also without its misfits");
  return again.data;
}
