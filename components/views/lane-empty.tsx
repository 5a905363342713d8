import { Filter, SquareKanban } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/states.tsx";
import { ClearFilters } from "./clear-filters.tsx";
import type { ViewBoard } from "./use-views.ts";

type Props = { board: ViewBoard; stage: string; isFiltered: boolean };

/** Where the first cards of a board come from, shown in its first lane. */
const BEGIN = {
  leads: { href: "/leads?new=lead", words: "newLead" },
  sales: { href: "/leads", words: "toLeads" },
} as const;

/**
 * A lane without cards: what its stage is for, or that the filters hide all cards. The first lane also has a button.
 */
export function LaneEmpty({ board, stage, isFiltered }: Props) {
  const say = useTranslations(board === "leads" ? "board.empty" : "sales.empty");
  const views = useTranslations("views");
  const key = isFiltered ? "noMatch" : stage;
  const { href, words } = BEGIN[board];
  return (
    <EmptyState
      icon={isFiltered ? Filter : SquareKanban}
      title={say(`${key}.title`)}
      detail={say(`${key}.detail`)}
      action={
        isFiltered ? (
          // A phone shows one lane at a time, so there every lane has the button.
          <span className={stage === "new" ? "" : "sm:hidden"}>
            <ClearFilters board={board} look="plain" />
          </span>
        ) : (
          stage === "new" && (
            <Link href={href} className="btn btn-plain btn-sm">
              {views(words)}
            </Link>
          )
        )
      }
    />
  );
}
