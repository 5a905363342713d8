import { useTranslations } from "next-intl";
import { MenuChoice } from "#components/ui/menu.tsx";
import { PRESENCES } from "#lib/workspace/team/rules.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { PRESENCE_TONES } from "./presence-tones.ts";

type Presence = OperatorJson["presence"];

/** The presences that an operator can choose for themselves. */
export function PresenceChoices({
  shown,
  onChoose,
}: {
  shown: Presence;
  onChoose: (state: Presence) => void;
}) {
  const say = useTranslations("presence");
  return PRESENCES.map((state) => (
    <MenuChoice key={state} isChosen={state === shown} onChoose={() => onChoose(state)}>
      <span aria-hidden className={`size-2 rounded-full ${PRESENCE_TONES[state]}`} />
      <span className="flex-1">{say(state)}</span>
    </MenuChoice>
  ));
}
