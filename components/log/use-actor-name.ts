import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/insight/events/schema.ts";

/**
 * The name of an actor: people and keys by their names, and jobs as Leadline, because their own names mean nothing to a
 * reader.
 */
export function useActorName(): (actor: EventJson["actor"]) => string {
  const say = useTranslations("log.actors");
  return ({ kind, name }) => (kind === "job" ? say("job") : name);
}
