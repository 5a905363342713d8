import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { QueryLink } from "#components/ui/query-link.tsx";
import { NOT_FILTERS } from "#lib/pipeline/views/rules.ts";
import type { ViewBoard } from "./use-views.ts";

type Props = {
  board: ViewBoard;
  /** Quiet inside a row of filters; a plain button where it is the only action. */
  look?: "ghost" | "plain";
};

/** Clears all filters. Renders nothing without filters. */
export function ClearFilters({ board, look = "ghost" }: Props) {
  const say = useTranslations("views");
  const parameters = useSearchParams();
  if (![...parameters.keys()].some((name) => !NOT_FILTERS.includes(name))) return null;
  return (
    <QueryLink
      href={parameters.get("view") ? `/${board}?view=table` : `/${board}`}
      className={`btn btn-sm h-7 flex-none max-sm:h-11 ${look === "plain" ? "btn-plain" : "btn-ghost"}`}
    >
      {say(look === "plain" ? "clearFilters" : "clear")}
    </QueryLink>
  );
}
