import { SECOND } from "#lib/core/clock.ts";
import { UNDO_SECONDS } from "#lib/core/undo.ts";
import type { BulkJobRow } from "./queries.ts";
import { BulkAction } from "./schema.ts";

/** A transfer makes a sale, and an analysis only adds an assessment: neither is taken back. */
function canBeUndone(action: BulkAction): boolean {
  if (action.action === "move") return action.stage !== "transferred";
  return action.action === "assign" || action.action === "lose";
}

/** Until when a job can be undone; null when it cannot be: not over, nothing changed, undone, or of another kind. */
export function readUndoDeadline({ action, changed, finishedAt, undoneAt }: BulkJobRow): Date | null {
  if (!finishedAt || undoneAt || changed === 0 || !canBeUndone(BulkAction.parse(action))) return null;
  return new Date(finishedAt.getTime() + UNDO_SECONDS * SECOND);
}
