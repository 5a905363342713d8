import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/insight/events/schema.ts";
import { useActorName } from "./use-actor-name.ts";
import { useEventWords } from "./use-event-words.ts";

/** An event as one line: the actor and the action. The language determines how the two are combined. */
export function EventLine({ event }: { event: EventJson }) {
  const say = useTranslations("log");
  const actorName = useActorName();
  const what = useEventWords()(event);
  return say.rich("line", {
    actor: () => <span className="font-medium">{actorName(event.actor)}</span>,
    what: () => what,
  });
}
