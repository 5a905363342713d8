import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/insight/events/schema.ts";

/** Who did it: people and keys by their names, Leadline itself for its jobs, whose names mean nothing to a reader. */
export function useActorName(): (actor: EventJson["actor"]) => string {
  const say = useTranslations("log.actors");
  return ({ kind, name }) => (kind === "job" ? say("job") : name);
}
