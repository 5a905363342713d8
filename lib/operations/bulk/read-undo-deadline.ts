import { SECOND } from "#lib/core/clock.ts";
import { UNDO_SECONDS } from "#lib/core/undo.ts";
import type { BulkJobRow } from "./queries.ts";
import { BulkAction } from "./schema.ts";

/** Transfers and analyses cannot be undone: a transfer creates a sale, and an analysis only adds an assessment. */
function canBeUndone(action: BulkAction): boolean {
  if (action.action === "move") return action.stage !== "transferred";
  return action.action === "assign" || action.action === "lose";
}

/**
 * The deadline to undo a job; null when it cannot be undone: unfinished, without changes, undone already, or of
 * another kind.
 */
export function readUndoDeadline({ action, changed, finishedAt, undoneAt }: BulkJobRow): Date | null {
  if (!finishedAt || undoneAt || changed === 0 || !canBeUndone(BulkAction.parse(action))) return null;
  return new Date(finishedAt.getTime() + UNDO_SECONDS * SECOND);
}
