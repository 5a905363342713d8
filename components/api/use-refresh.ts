import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";

/**
 * Reads the page again. What is opened once it resolves, such as a form filled from a row, shows what is stored now.
 * It never resolves for a component that has left the page, whose next step would change what was opened since.
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
