import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";

/**
 * Refreshes the page and resolves when the new data is shown, so that a form opened afterwards has the stored values.
 * For a component that has left the page it never resolves, because its next step could change a screen that was opened
 * since.
 */
export function useRefresh(): () => Promise<void> {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    if (isReading) return;
    for (const resolve of waiting.current.splice(0)) resolve();
  }, [isReading]);
  return useCallback(
    () =>
      new Promise<void>((resolve) => {
        waiting.current.push(resolve);
        startReading(() => router.refresh());
      }),
    [router],
  );
}
