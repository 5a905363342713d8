import { Bookmark } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { useSavedViews, type ViewBoard } from "./use-views.ts";
import { filtersOf, narrows } from "./view-query.ts";

const ViewSheet = onDemand(() => import("./view-sheet.tsx").then((part) => part.ViewSheet));

/** Saves the current filters under a name. */
export function SaveView({ board }: { board: ViewBoard }) {
  const say = useTranslations("views");
  const parameters = useSearchParams();
  const views = useSavedViews(board);
  const [isAsking, setAsking] = useState(false);
  const query = filtersOf(parameters);
  if (!narrows(parameters) || views.some((view) => view.query === query)) return null;
  return (
    <>
      <Button
        look="ghost"
        icon={Bookmark}
        className="h-7 flex-none max-sm:h-11"
        onClick={() => setAsking(true)}
      >
        {say("save")}
      </Button>
      {isAsking && <ViewSheet board={board} query={query} onClose={() => setAsking(false)} />}
    </>
  );
}
