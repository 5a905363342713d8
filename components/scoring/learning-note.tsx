import { GraduationCap } from "lucide-react";
import { useTranslations } from "next-intl";
import type { LearningJson } from "#lib/scoring/learning/schema.ts";

/** The progress of the workspace's model, and what is still missing for it. */
export function LearningNote({ learning }: { learning: LearningJson }) {
  const say = useTranslations("learning");
  const { stage, outcomes, won, lost, needed, needed_of_each } = learning;
  return (
    <p className="flex items-start gap-3 rounded-box bg-well px-4 py-3">
      <GraduationCap size={16} className="icon mt-0.5 flex-none text-muted" aria-hidden />
      <span>
        <span className="font-semibold">{say(`stages.${stage}`)}</span>{" "}
        <span className="text-muted">
          {say("known", { outcomes, won, lost })}
          {needed !== null && ` ${say("needs", { needed, each: needed_of_each ?? 0 })}`}
        </span>
      </span>
    </p>
  );
}
