import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Users, X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson, sendJson } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { ViewJson } from "#lib/views/schema.ts";
import { addressOf, filtersOf, narrows } from "./view-query.ts";
import { ViewTab } from "./view-tab.tsx";

export type ViewBoard = ViewJson["board"];

/** The query of a board's views, which a change makes older. */
export const viewsKey = (board: ViewBoard) => ["views", board];

const ViewSheet = onDemand(() => import("./view-sheet.tsx").then((part) => part.ViewSheet));

function useViews(board: ViewBoard) {
  return useQuery({ queryKey: viewsKey(board), queryFn: () => getJson<ViewJson[]>(`/views?board=${board}`) });
}

/** The views that somebody gave a name, beside the everyday ones; one's own can be taken away. */
export function SavedViews({ board }: { board: ViewBoard }) {
  const say = useTranslations("views");
  const parameters = useSearchParams();
  const client = useQueryClient();
  const { data: views = [] } = useViews(board);
  const remove = async (view: ViewJson) => {
    // What failed is seen by its still being there.
    await sendJson("DELETE", `/views/${view.id}`).catch(() => undefined);
    await client.invalidateQueries({ queryKey: viewsKey(board) });
  };
  const here = filtersOf(parameters);
  return views.map((view) => (
    <ViewTab
      key={view.id}
      href={`/${board}?${addressOf(view.query)}`}
      isHere={view.query === here}
      action={
        view.query === here &&
        view.is_mine && (
          <button
            type="button"
            aria-label={say("delete", { name: view.name })}
            onClick={() => void remove(view)}
            className="flex h-full w-7 items-center justify-center"
          >
            <X size={14} className="icon" aria-hidden />
          </button>
        )
      }
    >
      {view.is_shared && <Users size={12} className="icon" aria-label={say("shared")} />}
      {view.name}
    </ViewTab>
  ));
}

/** Keeps the filters that are set under a name. */
export function SaveView({ board }: { board: ViewBoard }) {
  const say = useTranslations("views");
  const parameters = useSearchParams();
  const { data: views = [] } = useViews(board);
  const [isAsking, setAsking] = useState(false);
  const query = filtersOf(parameters);
  if (!narrows(parameters) || views.some((view) => view.query === query)) return null;
  return (
    <>
      <Button look="ghost" icon={Bookmark} className="h-7 flex-none" onClick={() => setAsking(true)}>
        {say("save")}
      </Button>
      {isAsking && <ViewSheet board={board} query={query} onClose={() => setAsking(false)} />}
    </>
  );
}
