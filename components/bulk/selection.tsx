"use client";

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";

/**
 * The selected ids. `allOf` is set when all leads that match these filters are selected, including those that are not
 * loaded.
 */
type Chosen = { ids: ReadonlySet<number>; allOf?: string };

type Selection = Chosen & {
  /** Whether this person may change many leads at once. */
  isPossible: boolean;
  /** Selects or deselects a lead. With `isRange`, also the leads between it and the previous one. */
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

/**
 * The leads between two leads in the order of the screen, both included. If the first is not shown, only the second.
 */
export function spanOf(order: readonly number[], from: number, to: number): readonly number[] {
  const ends = [from, to].map((id) => order.indexOf(id));
  return ends.includes(-1) ? [to] : order.slice(Math.min(...ends), Math.max(...ends) + 1);
}

type Props = {
  isPossible: boolean;
  /** The ids of the leads on the screen, in order. */
  order: readonly number[];
  children: React.ReactNode;
};

export function SelectionProvider({ isPossible, order, children }: Props) {
  const [chosen, setChosen] = useState(NONE);
  // Only clicks read the order, so a change of the order does not render the cards again.
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
