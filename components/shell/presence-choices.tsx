import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { menuRow } from "#components/ui/menu.tsx";
import { PRESENCES } from "#lib/workspace/team/rules.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { PRESENCE_TONES } from "./presence-tones.ts";

type Presence = OperatorJson["presence"];

/** What an operator may say of itself. */
export function PresenceChoices({
  shown,
  onChoose,
}: {
  shown: Presence;
  onChoose: (state: Presence) => void;
}) {
  const say = useTranslations("presence");
  return PRESENCES.map((state) => (
    <button key={state} type="button" className={menuRow} onClick={() => onChoose(state)}>
      <span aria-hidden className={`size-2 rounded-full ${PRESENCE_TONES[state]}`} />
      <span className="flex-1">{say(state)}</span>
      {shown === state && <Check size={14} className="icon text-primary" aria-hidden />}
    </button>
  ));
}
