import { useTranslations } from "next-intl";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { keyOf } from "#components/ui/keys.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { useSelection } from "./selection.tsx";

/** The source of a lead; under the pointer, or once something is selected, the box that selects it. */
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
        // The card itself opens, and its keys move it. Escape is none of them: it selects nothing.
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => keyOf(event) === "Escape" || event.stopPropagation()}
        // Shift would also select the words between the two clicks.
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
