import { useTranslations } from "next-intl";
import type { BulkAction, BulkChange, BulkJobJson } from "#lib/operations/bulk/schema.ts";

/** The message key of a change. Returning leads to the queue has its own key. */
const changeKind = (change: BulkChange) =>
  change.action === "assign" && change.operator_id === null ? "unassign" : change.action;

const kindOf = (action: BulkAction) => (action.action === "undo" ? "undo" : changeKind(action));

/** Texts for what a bulk change does and has done. */
export function useBulkWords() {
  const say = useTranslations("bulk");
  const stages = useTranslations("stages.lead");
  const stageOf = (action: BulkAction) => (action.action === "move" ? stages(action.stage) : "");
  const did = ({ action, changed }: BulkJobJson) =>
    say(`did.${kindOf(action)}`, { count: changed, stage: stageOf(action) });
  return {
    /** The progress of a change: "Moving leads to Contacted: 12 of 48". */
    doing: ({ action, done, refused, total }: BulkJobJson) =>
      say(`doing.${kindOf(action)}`, { stage: stageOf(action), done: done + refused, total }),
    /** The result of a finished change: "48 leads moved to Contacted". */
    did: (job: BulkJobJson) =>
      job.status === "cancelled" || job.status === "failed"
        ? say(`broken.${job.status}`, { what: did(job) })
        : did(job),
    /** What a change would do to a number of leads. `name` is the operator's. */
    willDo: (change: BulkChange, count: number, name: string) =>
      say(`willDo.${changeKind(change)}`, { count, stage: stageOf(change), name }),
    /** The label of the button that starts the change. */
    act: (change: BulkChange, count: number) => say(`act.${changeKind(change)}`, { count }),
  };
}
