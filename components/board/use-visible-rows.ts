import { useEffect, useRef, useState } from "react";

type Rows = { first: number; last: number };

type Options = {
  count: number;
  /** Pixels from one row to the next: all are alike, so that a place is a multiplication. Always the same function. */
  strideNow: () => number;
  /** Rows beyond the edges that are there before they are seen. */
  overscan: number;
};

/** Rows of the server's page, which knows no heights: as many as a large screen shows. */
const ON_SERVER: Rows = { first: 0, last: 10 };

/** Which rows of a list of equal ones are in sight, and so in the document. */
export function useVisibleRows({ count, strideNow, overscan }: Options) {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Rows>(ON_SERVER);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const stride = strideNow();
      const first = Math.floor(element.scrollTop / stride);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / stride);
      setSeen((before) => (before.first === first && before.last === last ? before : { first, last }));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [strideNow]);
  const first = Math.max(0, seen.first - overscan);
  const last = Math.min(count, seen.last + overscan);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
  return { scroller, rows };
}
