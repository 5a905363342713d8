import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/insight/events/schema.ts";

/** Whether a person or key did this to their own account: the actor's name says the subject already. */
export const isAboutActor = ({ subject_type, subject_id, actor }: EventJson): boolean =>
  subject_type === actor.kind && subject_id === actor.id;

/** What an actor did, to stand after their name: `moved it to Qualified`. */
export function useEventWords(): (event: EventJson) => string {
  const say = useTranslations("events");
  const stages = useTranslations("stages");
  const advices = useTranslations("score.words");
  const reasons = useTranslations("log.reasons");
  return (event) => {
    const { type, subject_type, after } = event;
    const kind = subject_type === "sale" ? "sale" : "lead";
    const name = typeof after?.stage === "string" ? `${kind}.${after.stage}` : undefined;
    const stage = name && stages.has(name) ? stages(name) : "";
    const recommended = after?.ai_recommendation;
    const advice = typeof recommended === "string" && advices.has(recommended) ? advices(recommended) : "";
    const why = typeof after?.reason === "string" ? after.reason : "";
    const reason = why && reasons.has(why) ? reasons(why) : why;
    const times = typeof after?.times === "number" ? after.times : 1;
    const key = type.replace(".", "_");
    return say.has(key)
      ? say(key, { stage, advice, reason, times, own: isAboutActor(event) ? "yes" : "no" })
      : type;
  };
}
