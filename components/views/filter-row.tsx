import { Filter } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { FilterMenu } from "#components/ui/filter-menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { useTypedEarly } from "#components/ui/use-typed-early.ts";
import type { DefaultView } from "#lib/pipeline/views/rules.ts";
import { type BoardFilter, without } from "./board-filter.ts";
import { FilterPill } from "./filter-pill.tsx";
import { useFilters } from "./use-filters.ts";
import { useTypedWords } from "./use-typed-words.ts";
import type { ViewBoard } from "./use-views.ts";
import { narrows } from "./view-query.ts";
import { ViewMenu } from "./view-tabs.tsx";

const FilterActions = onDemand(() => import("./filter-actions.tsx").then((part) => part.FilterActions));

type Props = { board: ViewBoard; everyday: DefaultView[]; filters: BoardFilter[] };

/**
 * The filters above a board. Each is in the address, and all together can be saved as a view. On a phone, the row also
 * has the views, and the filters are in a sheet.
 */
export function FilterRow({ board, everyday, filters }: Props) {
  const say = useTranslations("views");
  const { go, parameters } = useFilters(`/${board}`);
  return (
    <>
      <div className="filter-row flex flex-none flex-wrap items-center gap-2 border-line border-b px-4 py-2 max-sm:hidden">
        <Words board={board} />
        {filters.map((filter) => (
          <FilterMenu
            key={filter.name}
            name={filter.name}
            value={filter.value}
            options={filter.options}
            removeLabel={say("remove", { name: filter.name })}
            onPick={go}
            onClear={() => go(without(filter))}
          />
        ))}
        {narrows(parameters) && <FilterActions board={board} />}
      </div>
      <div className="flex flex-none items-center gap-2 px-4 pt-2 sm:hidden">
        <ViewMenu board={board} everyday={everyday} />
        <FilterPill board={board} filters={filters} />
      </div>
    </>
  );
}

function Words({ board }: { board: ViewBoard }) {
  const say = useTranslations("views");
  const { words, setWords } = useTypedWords(board, useSearchParams().get("q") ?? "");
  const field = useTypedEarly(setWords);
  return (
    <label className="input h-7 w-48 flex-none border-line-strong">
      <Filter size={14} className="icon text-muted" aria-hidden />
      <input
        ref={field}
        dir="auto"
        aria-label={say("words")}
        placeholder={say("words")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </label>
  );
}
