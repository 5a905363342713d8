"use client";

import { Keyboard, PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { keepChoice } from "#components/api/keep-choice.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import { useKeys } from "#components/ui/use-keys.ts";

/** Collapses or expands the rail. */
function turnRail(): void {
  const root = document.documentElement;
  if (root.dataset.rail) delete root.dataset.rail;
  else root.dataset.rail = "narrow";
  keepChoice("rail", root.dataset.rail ?? "");
}

const Shortcuts = onDemand(() => import("./shortcuts.tsx").then((part) => part.Shortcuts));

const row = "flex h-8 w-full items-center gap-2.5 rounded-field px-2.5 text-left text-muted hover:bg-hover";

/** The bottom of the rail: the list of shortcuts, and the button that collapses the rail. */
export function RailFoot() {
  const say = useTranslations("shell");
  const [isShortcutListOpen, setShortcutListOpen] = useState(false);
  useKeys({ "?": () => setShortcutListOpen(true), "[": turnRail });
  return (
    <div className="flex flex-col gap-0.5 border-line border-t px-2 py-2">
      <button
        type="button"
        className={row}
        title={say("shortcuts")}
        onClick={() => setShortcutListOpen(true)}
      >
        <Keyboard size={16} className="icon flex-none" aria-hidden />
        <span className="narrow:quiet flex-1 truncate">{say("shortcuts")}</span>
        <kbd className="kbd narrow:hidden">?</kbd>
      </button>
      <button
        type="button"
        className={`${row} max-[1199px]:hidden`}
        title={say("collapse")}
        onClick={turnRail}
      >
        <PanelLeft size={16} className="icon flex-none" aria-hidden />
        <span className="narrow:quiet flex-1 truncate">{say("collapse")}</span>
        <kbd className="kbd narrow:hidden">[</kbd>
      </button>
      {isShortcutListOpen && <Shortcuts onClose={() => setShortcutListOpen(false)} />}
    </div>
  );
}
