"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Menu, menuRow } from "#components/ui/menu.tsx";

type Workspace = { id: number; name: string };

/** Which workspace one is in; for people of several, the way to the others. */
export function WorkspaceMenu({ here, all }: { here: Workspace; all: Workspace[] }) {
  const say = useTranslations("shell");
  const [isBusy, setBusy] = useState(false);
  if (all.length < 2) return <span className="truncate font-semibold narrow:hidden">{here.name}</span>;
  const enter = async (workspaceId: number) => {
    setBusy(true);
    const { switchWorkspace } = await import("#components/api/switch-workspace.ts");
    await switchWorkspace(workspaceId);
    // A whole new page: nothing of the other workspace may stay in memory.
    window.location.assign("/leads");
  };
  return (
    <div className="narrow:hidden min-w-0 flex-1">
      <Menu
        align="left"
        trigger={(props) => (
          <button
            type="button"
            {...props}
            disabled={isBusy}
            aria-label={say("workspace", { name: here.name })}
            className="flex h-8 w-full items-center gap-1 rounded-field text-left font-semibold hover:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{here.name}</span>
            <ChevronsUpDown size={14} className="icon text-muted" aria-hidden />
          </button>
        )}
      >
        {() =>
          all.map(({ id, name }) => (
            <button key={id} type="button" className={menuRow} onClick={() => void enter(id)}>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {id === here.id && <Check size={14} className="icon text-primary" aria-hidden />}
            </button>
          ))
        }
      </Menu>
    </div>
  );
}
