"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { PageTitle } from "#components/ui/page-title.tsx";
import { ViewTabs } from "#components/views/view-tabs.tsx";
import { defaultViews } from "#lib/pipeline/views/rules.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import { SaleFilters } from "./sale-filters.tsx";
import { SalesBoard } from "./sales-board.tsx";

type Props = Omit<React.ComponentProps<typeof SalesBoard>, "query"> & { sources: SourceJson[] };

/** The sales as a board, with their filters. */
export function SalesScreen({ sources, ...props }: Props) {
  const say = useTranslations("sales");
  const parameters = useSearchParams();
  const everyday = defaultViews("sales", props.myOperatorId);
  return (
    <div className="board-page flex h-full flex-col">
      <header className="flex flex-none sm:min-h-10 items-center gap-4 px-4 pt-2 max-sm:-order-2 max-sm:p-0">
        <PageTitle>{say("title")}</PageTitle>
        <ViewTabs board="sales" everyday={everyday} />
      </header>
      <SaleFilters
        sources={sources}
        operators={props.operators}
        currency={props.settings.currency}
        everyday={everyday}
      />
      <SalesBoard {...props} query={parameters.size > 0 ? `?${parameters}` : ""} />
    </div>
  );
}
