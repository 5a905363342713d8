"use client";

import { createContext, useContext, useMemo, useState } from "react";

type Selection = {
  /** Whether whoever looks may change many leads at once. */
  isPossible: boolean;
  ids: ReadonlySet<number>;
  toggle: (id: number) => void;
  clear: () => void;
};

const NONE: Selection = { isPossible: false, ids: new Set(), toggle: () => {}, clear: () => {} };
const SelectionContext = createContext<Selection>(NONE);

/** The leads that are selected on the board or in the table. */
export const useSelection = () => useContext(SelectionContext);

export function SelectionProvider({
  isPossible,
  children,
}: {
  isPossible: boolean;
  children: React.ReactNode;
}) {
  const [ids, setIds] = useState<ReadonlySet<number>>(NONE.ids);
  const selection = useMemo(
    () => ({
      isPossible,
      ids,
      toggle: (id: number) =>
        setIds((before) => {
          const after = new Set(before);
          if (!after.delete(id)) after.add(id);
          return after;
        }),
      clear: () => setIds(NONE.ids),
    }),
    [isPossible, ids],
  );
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}
