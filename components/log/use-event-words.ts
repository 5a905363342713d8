import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { EventJson } from "#lib/insight/events/schema.ts";

/** Whether a person or key did this to their own account: the actor's name says the subject already. */
const isAboutActor = ({ subject_type, subject_id, actor }: EventJson): boolean =>
  subject_type === actor.kind && subject_id === actor.id;

const nameOfSubject = ({ subject_name, after }: EventJson): string | undefined =>
  subject_name ?? (typeof after?.name === "string" ? after.name : undefined);

/**
 * What an actor did, as the text after their name: `moved lead Maria Koval to Qualified`. Each language places the
 * subject's name in its own texts. `show` renders the name as text or as a link. Without it the text leaves the name
 * out, for places where the subject is clear, such as the timeline of a lead.
 */
export function useEventWords(): (event: EventJson, show?: (name: string) => ReactNode) => ReactNode {
  const say = useTranslations("events");
  const log = useTranslations("log");
  const stages = useTranslations("stages");
  const advices = useTranslations("score.words");
  const reasons = useTranslations("log.reasons");
  return (event, show) => {
    const { type, subject_type, subject_id, after } = event;
    const kind = subject_type === "sale" ? "sale" : "lead";
    const stageKey = typeof after?.stage === "string" ? `${kind}.${after.stage}` : undefined;
    const stage = stageKey && stages.has(stageKey) ? stages(stageKey) : "";
    const recommended = after?.ai_recommendation;
    const advice = typeof recommended === "string" && advices.has(recommended) ? advices(recommended) : "";
    const why = typeof after?.reason === "string" ? after.reason : "";
    const reason = why && reasons.has(why) ? reasons(why) : why;
    const times = typeof after?.times === "number" ? after.times : 1;
    const name = nameOfSubject(event);
    const about = isAboutActor(event) ? "actor" : !show ? "none" : name === undefined ? "number" : "name";
    const shown = name === undefined ? log("number", { id: subject_id }) : log("named", { name });
    const key = type.replace(".", "_");
    return say.has(key)
      ? say.rich(key, { stage, advice, reason, times, about, name: () => (show ? show(shown) : shown) })
      : type;
  };
}
