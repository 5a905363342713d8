import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Users, X } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { getJson, sendJson } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import type { ViewJson } from "#lib/views/schema.ts";
import { addressOf, filtersOf } from "./view-query.ts";

/** The query of the views, which a change makes older. */
export const VIEWS_KEY = ["views", "leads"];

const ViewSheet = lazy(() => import("./view-sheet.tsx").then((part) => ({ default: part.ViewSheet })));

function useViews() {
  return useQuery({ queryKey: VIEWS_KEY, queryFn: () => getJson<ViewJson[]>("/views?board=leads") });
}

/** The views that somebody gave a name, beside the everyday ones; one's own can be taken away. */
export function SavedViews() {
  const say = useTranslations("leads.saved");
  const parameters = useSearchParams();
  const client = useQueryClient();
  const { data: views = [] } = useViews();
  const remove = async (view: ViewJson) => {
    // What failed is seen by its still being there.
    await sendJson("DELETE", `/views/${view.id}`).catch(() => undefined);
    await client.invalidateQueries({ queryKey: VIEWS_KEY });
  };
  const here = filtersOf(parameters);
  return views.map((view) => {
    const isHere = view.query === here;
    return (
      <span
        key={view.id}
        className={`flex h-7 flex-none items-center rounded-field max-sm:h-11 ${isHere ? "bg-base-300 font-medium" : "text-muted hover:bg-hover"}`}
      >
        <Link
          href={`/leads?${addressOf(view.query)}`}
          aria-current={isHere ? "true" : undefined}
          className="flex h-full items-center gap-1.5 px-2.5"
        >
          {view.is_shared && <Users size={12} className="icon" aria-label={say("shared")} />}
          {view.name}
        </Link>
        {isHere && view.is_mine && (
          <button
            type="button"
            aria-label={say("delete", { name: view.name })}
            onClick={() => void remove(view)}
            className="flex h-full w-7 items-center justify-center"
          >
            <X size={14} className="icon" aria-hidden />
          </button>
        )}
      </span>
    );
  });
}

/** Keeps the filters that are set under a name. */
export function SaveView() {
  const say = useTranslations("leads.saved");
  const parameters = useSearchParams();
  const { data: views = [] } = useViews();
  const [isAsking, setAsking] = useState(false);
  const query = filtersOf(parameters);
  if (query === "" || views.some((view) => view.query === query)) return null;
  return (
    <>
      <Button look="ghost" icon={Bookmark} className="h-7 flex-none" onClick={() => setAsking(true)}>
        {say("save")}
      </Button>
      <Suspense>{isAsking && <ViewSheet query={query} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}
