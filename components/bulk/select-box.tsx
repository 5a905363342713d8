import { useTranslations } from "next-intl";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { keyOf } from "#components/ui/keys.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { useSelection } from "./selection.tsx";

/** The source of a lead. On hover, and while leads are selected, it is a checkbox that selects the lead. */
export function SelectBox({ lead }: { lead: LeadJson }) {
  const say = useTranslations("bulk");
  const nameOf = useLeadName();
  const { isPossible, ids, toggle } = useSelection();
  if (!isPossible) return <SourceIcon source={lead.source} />;
  const isAnySelected = ids.size > 0;
  return (
    <span className="relative inline-flex size-3.5 flex-none items-center justify-center">
      <span className={isAnySelected ? "hidden" : "group-hover/lead:invisible"}>
        <SourceIcon source={lead.source} />
      </span>
      <input
        type="checkbox"
        checked={ids.has(lead.id)}
        aria-label={say("select", { name: nameOf(lead) })}
        // Otherwise the click would open the card, and keys would move it. Escape passes, because it clears the
        // selection.
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => keyOf(event) === "Escape" || event.stopPropagation()}
        // Otherwise Shift would also select the text between the two clicks.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onChange={({ nativeEvent }) =>
          toggle(lead.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        tabIndex={isAnySelected ? 0 : -1}
        className={`checkbox checkbox-xs absolute -inset-0.5 size-4.5 max-sm:hidden ${isAnySelected ? "" : "opacity-0 focus-visible:opacity-100 group-hover/lead:opacity-100"}`}
      />
    </span>
  );
}
