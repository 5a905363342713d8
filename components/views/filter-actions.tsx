"use client";

import { ClearFilters } from "./clear-filters.tsx";
import { LinkedFilters } from "./linked-filters.tsx";
import { SaveView } from "./save-view.tsx";
import type { ViewBoard } from "./use-views.ts";

/**
 * Actions while filters are set: filters that came with a link, a button that clears all, and one that saves a view.
 */
export function FilterActions({ board }: { board: ViewBoard }) {
  return (
    <>
      <LinkedFilters board={board} />
      <ClearFilters board={board} />
      <SaveView board={board} />
    </>
  );
}
