"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { onChange } from "#components/api/live.ts";

/** Milliseconds that changes are gathered: figures need not jump with each of them. */
const GATHER = 800;

/**
 * Has the server render the page anew when something changed.
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
    const leave = onChange(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        router.refresh();
      }, GATHER);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [router]);
  return null;
}
