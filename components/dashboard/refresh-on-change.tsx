"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { onChange, onGap, recentChanges } from "#components/api/live.ts";

/** Milliseconds that changes are gathered: figures need not jump with each of them. */
const GATHER = 800;

/**
 * Has the server render the page anew when something changed, and while no stream tells of it, as often as screens ask.
 * @param every milliseconds after which time alone has changed what is to be seen, such as what is late
 */
export function RefreshOnChange({ every }: { every?: number }) {
  const router = useRouter();
  useEffect(() => {
    if (every === undefined) return;
    const ticking = setInterval(() => document.visibilityState === "visible" && router.refresh(), every);
    return () => clearInterval(ticking);
  }, [router, every]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        router.refresh();
      }, GATHER);
    };
    const leaves = [onChange(refresh), onGap(refresh)];
    // Changes between the rendering of the page and now were not received by this component.
    if (recentChanges().length > 0) refresh();
    return () => {
      clearTimeout(timer);
      for (const leave of leaves) leave();
    };
  }, [router]);
  return null;
}
