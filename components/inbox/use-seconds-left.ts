import { useNow } from "next-intl";

/** Counts down to a moment every second: in whole seconds, and as `1:42`. */
export function useSecondsLeft(until: string | null): { left: number; text: string } {
  const now = useNow({ updateInterval: 1_000 });
  const left = until ? Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1_000)) : 0;
  return { left, text: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` };
}
