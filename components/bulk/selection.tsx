"use client";

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";

/** What is selected; `allOf` are the filters all of whose leads are meant, also those that are not loaded. */
type Chosen = { ids: ReadonlySet<number>; allOf?: string };

type Selection = Chosen & {
  /** Whether this person may change many leads at once. */
  isPossible: boolean;
  /** Selects a lead, or the reverse; with `isRange` also those between it and the one before. */
  toggle: (id: number, isRange?: boolean) => void;
  select: (ids: readonly number[], isOn: boolean, allOf?: string) => void;
  clear: () => void;
};

const NONE: Chosen = { ids: new Set() };
const SelectionContext = createContext<Selection>({
  ...NONE,
  isPossible: false,
  toggle: () => {},
  select: () => {},
  clear: () => {},
});

/** The leads that are selected on the board or in the table. */
export const useSelection = () => useContext(SelectionContext);

/** The leads from one to another as the screen shows them, both included; only the other where one is not shown. */
export function spanOf(order: readonly number[], from: number, to: number): readonly number[] {
  const ends = [from, to].map((id) => order.indexOf(id));
  return ends.includes(-1) ? [to] : order.slice(Math.min(...ends), Math.max(...ends) + 1);
}

type Props = {
  isPossible: boolean;
  /** The leads on the screen, in their order. */
  order: readonly number[];
  children: React.ReactNode;
};

export function SelectionProvider({ isPossible, order, children }: Props) {
  const [chosen, setChosen] = useState(NONE);
  // Only a click reads it: no card is drawn anew because the order has changed.
  const shown = useRef(order);
  const lastId = useRef(0);
  useEffect(() => {
    shown.current = order;
  }, [order]);
  const select = useCallback<Selection["select"]>(
    (ids, isOn, allOf) =>
      setChosen((before) => {
        const after = new Set(before.ids);
        for (const id of ids) {
          if (isOn) after.add(id);
          else after.delete(id);
        }
        return allOf === undefined ? { ids: after } : { ids: after, allOf };
      }),
    [],
  );
  const selection = useMemo(
    () => ({
      ...chosen,
      isPossible,
      toggle: (id: number, isRange = false) => {
        const span = isRange ? spanOf(shown.current, lastId.current, id) : [id];
        lastId.current = id;
        select(span, !chosen.ids.has(id));
      },
      select,
      clear: () => setChosen(NONE),
    }),
    [isPossible, chosen, select],
  );
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}
