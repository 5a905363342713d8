import { useTranslations } from "next-intl";
import type { BulkAction, BulkChange, BulkJobJson } from "#lib/operations/bulk/schema.ts";

/** How messages call a change; giving leads back to the queue has words of its own. */
const changeKind = (change: BulkChange) =>
  change.action === "assign" && change.operator_id === null ? "unassign" : change.action;

const kindOf = (action: BulkAction) => (action.action === "undo" ? "undo" : changeKind(action));

/** What a change of many leads does and has done, in words. */
export function useBulkWords() {
  const say = useTranslations("bulk");
  const stages = useTranslations("stages.lead");
  const stageOf = (action: BulkAction) => (action.action === "move" ? stages(action.stage) : "");
  const did = ({ action, changed }: BulkJobJson) =>
    say(`did.${kindOf(action)}`, { count: changed, stage: stageOf(action) });
  return {
    /** How far a change is: "Moving leads to Contacted: 12 of 48". */
    doing: ({ action, done, refused, total }: BulkJobJson) =>
      say(`doing.${kindOf(action)}`, { stage: stageOf(action), done: done + refused, total }),
    /** What a change that is over has done: "48 leads moved to Contacted". */
    did: (job: BulkJobJson) =>
      job.status === "cancelled" || job.status === "failed"
        ? say(`broken.${job.status}`, { what: did(job) })
        : did(job),
    /** What a change would do to so many leads; `name` is the operator's. */
    willDo: (change: BulkChange, count: number, name: string) =>
      say(`willDo.${changeKind(change)}`, { count, stage: stageOf(change), name }),
    /** The button that does it. */
    act: (change: BulkChange, count: number) => say(`act.${changeKind(change)}`, { count }),
  };
}
