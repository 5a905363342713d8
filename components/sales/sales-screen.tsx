"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import type { SourceJson } from "#lib/sources/schema.ts";
import { SaleFilters, SaleTabs } from "./sale-filters.tsx";
import { SalesBoard } from "./sales-board.tsx";

type Props = Omit<React.ComponentProps<typeof SalesBoard>, "query"> & { sources: SourceJson[] };

/** The sales as a board, with their filters. */
export function SalesScreen({ sources, ...props }: Props) {
  const say = useTranslations("sales");
  const parameters = useSearchParams();
  return (
    <div className="board-page flex h-full flex-col">
      <header className="flex flex-none items-center gap-4 px-4 pt-2 max-sm:pt-3">
        <h1 className="flex h-8 items-center font-semibold text-lg max-sm:text-xl">{say("title")}</h1>
        <SaleTabs myOperatorId={props.myOperatorId} />
      </header>
      <SaleFilters sources={sources} operators={props.operators} currency={props.settings.currency} />
      <SalesBoard {...props} query={parameters.size > 0 ? `?${parameters}` : ""} />
    </div>
  );
}
