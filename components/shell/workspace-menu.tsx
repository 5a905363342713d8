"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";

const WorkspaceChoices = onDemand(() =>
  import("./workspace-choices.tsx").then((part) => part.WorkspaceChoices),
);

type Workspace = { id: number; name: string };

/** The current workspace; for people with several, a menu to switch. */
export function WorkspaceMenu({ here, all }: { here: Workspace; all: Workspace[] }) {
  const say = useTranslations("shell");
  if (all.length < 2) return <span className="truncate font-semibold narrow:hidden">{here.name}</span>;
  return (
    <div className="narrow:hidden min-w-0 flex-1">
      <Menu
        align="left"
        trigger={(props) => (
          <button
            type="button"
            {...props}
            aria-label={say("workspace", { name: here.name })}
            className="flex h-8 w-full items-center gap-1 rounded-field text-left font-semibold hover:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{here.name}</span>
            <ChevronsUpDown size={14} className="icon text-muted" aria-hidden />
          </button>
        )}
      >
        {() => <WorkspaceChoices hereId={here.id} all={all} />}
      </Menu>
    </div>
  );
}
