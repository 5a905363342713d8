"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { onChange, onGap, recentChanges } from "#components/api/live.ts";

/** Milliseconds that changes are collected, so that the figures do not change with each of them. */
const GATHER = 800;

/**
 * Refreshes the page when something changed. Without a stream of changes, it refreshes at an interval.
 * @param every milliseconds after which the page is out of date without any change, for example because a task becomes
 * overdue
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
    // Adds changes that arrived after the page was rendered and before this component subscribed.
    if (recentChanges().length > 0) refresh();
    return () => {
      clearTimeout(timer);
      for (const leave of leaves) leave();
    };
  }, [router]);
  return null;
}
