import { SlidersHorizontal } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { BoardFilter } from "./board-filter.ts";
import type { ViewBoard } from "./use-views.ts";
import { linkedIn } from "./view-query.ts";

const FilterSheet = onDemand(() => import("./filter-sheet.tsx").then((part) => part.FilterSheet));

type Props = { board: ViewBoard; filters: BoardFilter[] };

/** The filters of a board on a phone: their number, on a button that opens them. */
export function FilterPill({ board, filters }: Props) {
  const say = useTranslations("views");
  const [isOpen, setOpen] = useState(false);
  const parameters = useSearchParams();
  const chosen = filters.filter(({ value }) => value !== undefined).length;
  const count = chosen + linkedIn(parameters).length + (parameters.get("q") ? 1 : 0);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={`flex h-11 flex-none items-center gap-2 rounded-full border px-4 ${count > 0 ? "border-primary-line bg-primary-soft" : "border-line-strong"}`}
      >
        <SlidersHorizontal size={16} className="icon" aria-hidden />
        {say("filters", { count })}
      </button>
      {isOpen && <FilterSheet board={board} filters={filters} onClose={() => setOpen(false)} />}
    </>
  );
}
