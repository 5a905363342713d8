"use client";

import { createContext, useContext, useLayoutEffect } from "react";

/** Takes the window of a phone, or gives it back: what stands around the screen goes while it is taken. */
export const WholePhone = createContext<(isTaken: boolean) => void>(() => {});

/** For what has a phone to itself while it is open. Changes nothing at a desk. */
export function useWholePhone(isTaken: boolean): void {
  const take = useContext(WholePhone);
  useLayoutEffect(() => {
    take(isTaken);
    return () => take(false);
  }, [take, isTaken]);
}
