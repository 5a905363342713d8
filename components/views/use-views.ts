import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import type { ViewJson } from "#lib/views/schema.ts";
import { type Changes, useFilters } from "./use-filters.ts";
import { addressOf, filtersOf } from "./view-query.ts";

export type ViewBoard = ViewJson["board"];

/** What everybody has: the key of its name, and the parameters that it sets; those of the others it takes away. */
export type EverydayView = { name: string; changes: Changes };

/** A view that can be opened. */
export type OpenableView = {
  key: string;
  name: string;
  href: string;
  isHere: boolean;
  /** Somebody kept it. */
  saved?: ViewJson;
};

/** The query of a board's kept views, which a change makes older. */
export const viewsKey = (board: ViewBoard) => ["views", board];

/** The views that somebody gave a name. */
export function useSavedViews(board: ViewBoard): ViewJson[] {
  const { data = [] } = useQuery({
    queryKey: viewsKey(board),
    queryFn: () => getJson<ViewJson[]>(`/views?board=${board}`),
  });
  return data;
}

/** The everyday views of a board and then the kept ones. */
export function useViews(board: ViewBoard, everyday: EverydayView[]): OpenableView[] {
  const say = useTranslations("views.tabs");
  const parameters = useSearchParams();
  const { hrefOf } = useFilters(`/${board}`);
  const names = new Set(everyday.flatMap(({ changes }) => Object.keys(changes)));
  const none: Changes = Object.fromEntries([...names].map((name) => [name, undefined]));
  const here = filtersOf(parameters);
  const saved = useSavedViews(board).map((view) => ({
    key: String(view.id),
    name: view.name,
    href: `/${board}?${addressOf(view.query)}`,
    isHere: view.query === here,
    saved: view,
  }));
  const usual = everyday.map(({ name, changes }) => ({
    key: name,
    name: say(name),
    href: hrefOf({ ...none, ...changes }),
    isHere: [...names].every((one) => (parameters.get(one) ?? undefined) === changes[one]),
  }));
  return [...usual, ...saved];
}
