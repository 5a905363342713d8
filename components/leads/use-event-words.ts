import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/events/schema.ts";

/** What somebody did, to stand after the name: `moved it to Qualified`. */
export function useEventWords(): (event: EventJson) => string {
  const say = useTranslations("events");
  const stages = useTranslations("stages");
  const advices = useTranslations("score.words");
  const reasons = useTranslations("log.reasons");
  return ({ type, subject_type, after }) => {
    const kind = subject_type === "sale" ? "sale" : "lead";
    const name = typeof after?.stage === "string" ? `${kind}.${after.stage}` : undefined;
    const stage = name && stages.has(name) ? stages(name) : "";
    const recommended = after?.ai_recommendation;
    const advice = typeof recommended === "string" && advices.has(recommended) ? advices(recommended) : "";
    const why = typeof after?.reason === "string" ? after.reason : "";
    const reason = why && reasons.has(why) ? reasons(why) : why;
    const times = typeof after?.times === "number" ? after.times : 1;
    const key = type.replace(".", "_");
    return say.has(key) ? say(key, { stage, advice, reason, times }) : type;
  };
}
