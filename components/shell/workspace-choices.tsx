import { useState } from "react";
import { switchWorkspace } from "#components/api/switch-workspace.ts";
import { MenuChoice } from "#components/ui/menu.tsx";

type Props = { hereId: number; all: { id: number; name: string }[] };

/** The workspaces of a person who is in several. */
export function WorkspaceChoices({ hereId, all }: Props) {
  const [isBusy, setBusy] = useState(false);
  const enter = async (workspaceId: number) => {
    setBusy(true);
    await switchWorkspace(workspaceId);
    // The page is loaded anew, so that no data of the other workspace stays in memory.
    window.location.assign("/leads");
  };
  return all.map(({ id, name }) => (
    <MenuChoice key={id} disabled={isBusy} isChosen={id === hereId} onChoose={() => void enter(id)}>
      <span className="min-w-0 flex-1 truncate">{name}</span>
    </MenuChoice>
  ));
}
