import { useState } from "react";
import { changedInput } from "#components/api/changed-input.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import { changedFields } from "./changed-fields.ts";

/**
 * Remembers the row that a form was filled with and the newest row that was shown. Changes of others are shown before
 * the form can overwrite them.
 * @param fields the fields that the form writes
 */
export function useSeenRow<Row extends { version: number }>(row: Row | undefined, fields: readonly string[]) {
  const [rows, setRows] = useState({ first: row, seen: row });
  return {
    /**
     * The input that differs from the row that was last shown, with that row's version. Unchanged fields are left out,
     * because the server may no longer accept their stored values. Changes of others are overwritten only after they
     * were shown.
     */
    changeOf: <Input extends object>(input: Input) => ({
      ...changedInput(rows.seen ?? {}, input),
      version: rows.seen?.version,
    }),
    /** What others changed since the form was filled. */
    changedByOthers: rows.first && rows.seen && changedFields(rows.first, rows.seen, fields),
    /** Uses the current row that came with a refused change. */
    acceptCurrentRow: ({ code, current }: ProblemJson) => {
      if (code === "stale_version") setRows(({ first }) => ({ first, seen: current as Row }));
    },
    /** Uses the row that the form has just saved. */
    save: (saved: Row | undefined) => {
      if (saved) setRows({ first: saved, seen: saved });
    },
  };
}
