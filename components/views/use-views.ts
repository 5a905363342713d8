import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import type { DefaultView } from "#lib/pipeline/views/rules.ts";
import type { ViewCountJson, ViewJson } from "#lib/pipeline/views/schema.ts";
import { type Changes, useFilters } from "./use-filters.ts";
import { filtersOf } from "./view-query.ts";

export type ViewBoard = ViewJson["board"];

/** A view that can be opened. */
export type OpenableView = {
  key: string;
  name: string;
  href: string;
  isHere: boolean;
  /** Only of a saved view. */
  saved?: ViewJson;
  /** The number of its cards; undefined until it is known. */
  counted?: ViewCountJson | undefined;
};

/** The query of a board's saved views, which is invalidated by changes. */
export const viewsKey = (board: ViewBoard) => ["views", board];

/** The saved views. */
export function useSavedViews(board: ViewBoard): ViewJson[] {
  const { data = [] } = useQuery({
    queryKey: viewsKey(board),
    queryFn: () => getJson<ViewJson[]>(`/views?board=${board}`),
  });
  return data;
}

/** The built-in views of a board followed by the saved ones, with the number of cards in each. */
export function useViews(board: ViewBoard, everyday: DefaultView[]): OpenableView[] {
  const say = useTranslations("views.tabs");
  const parameters = useSearchParams();
  const { hrefOf } = useFilters(`/${board}`);
  const names = new Set(everyday.flatMap(({ changes }) => Object.keys(changes)));
  const none: Changes = Object.fromEntries([...names].map((name) => [name, undefined]));
  const here = filtersOf(parameters);
  // Built-in views keep the other filters, and so do their counts.
  const left = filtersOf(new URLSearchParams(hrefOf(none).split("?")[1]));
  const { data: counts } = useQuery({
    queryKey: [...viewsKey(board), "counts", left],
    queryFn: () => getJson<ViewCountJson[]>(`/views/counts?${new URLSearchParams({ board, query: left })}`),
    placeholderData: (before) => before,
  });
  const countedOf = (key: string) => counts?.find(({ view }) => view === key);
  const saved = useSavedViews(board).map((view) => ({
    key: String(view.id),
    counted: countedOf(String(view.id)),
    name: view.name,
    href: `/${board}?${view.query}`,
    isHere: view.query === here,
    saved: view,
  }));
  const usual = everyday.map(({ name, changes }) => ({
    key: name,
    counted: countedOf(name),
    name: say(name),
    href: hrefOf({ ...none, ...changes }),
    isHere: [...names].every((one) => (parameters.get(one) ?? undefined) === changes[one]),
  }));
  return [...usual, ...saved];
}
