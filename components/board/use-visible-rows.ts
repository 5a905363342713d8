import { useEffect, useRef, useState } from "react";

type Rows = { first: number; last: number };

type Options = {
  count: number;
  /** The distance between rows in pixels. All rows have the same height. Pass the same function on every render. */
  strideNow: () => number;
  /** Rows beyond the visible edges that are also rendered. */
  overscan: number;
};

/** Rows that the server renders, which does not know the screen's height: enough for a large screen. */
const ON_SERVER: Rows = { first: 0, last: 10 };

/** Determines which rows of a list with equal heights are visible and rendered. */
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
