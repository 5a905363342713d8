"use client";

import { ClearFilters } from "./clear-filters.tsx";
import { LinkedFilters } from "./linked-filters.tsx";
import { SaveView } from "./save-view.tsx";
import type { ViewBoard } from "./use-views.ts";

/** What only an address that narrows a board has: filters that came by a link, the way back, and a name for it. */
export function FilterActions({ board }: { board: ViewBoard }) {
  return (
    <>
      <LinkedFilters board={board} />
      <ClearFilters board={board} />
      <SaveView board={board} />
    </>
  );
}
