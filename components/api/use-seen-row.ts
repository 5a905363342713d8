import { useState } from "react";
import { changedInput } from "#components/api/changed-input.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import { changedFields } from "./changed-fields.ts";

/**
 * The row that a form was filled with, and the row as it was last shown. Changes of others are shown before they can be
 * saved over.
 * @param fields what the form writes
 */
export function useSeenRow<Row extends { version: number }>(row: Row | undefined, fields: readonly string[]) {
  const [rows, setRows] = useState({ first: row, seen: row });
  return {
    /**
     * What of a form's input differs from the row as it was seen last, with that row's version. So a form can be saved
     * whose other values the server would refuse today, and what others changed is written over once it was shown.
     */
    changeOf: <Input extends object>(input: Input) => ({
      ...changedInput(rows.seen ?? {}, input),
      version: rows.seen?.version,
    }),
    /** What others changed since the form was filled. */
    changedByOthers: rows.first && rows.seen && changedFields(rows.first, rows.seen, fields),
    /** Takes the current row that came with a refused change. */
    acceptCurrentRow: ({ code, current }: ProblemJson) => {
      if (code === "stale_version") setRows(({ first }) => ({ first, seen: current as Row }));
    },
    /** Takes the row as the form itself saved it. */
    save: (saved: Row | undefined) => {
      if (saved) setRows({ first: saved, seen: saved });
    },
  };
}
