"use client";

import { createContext, useContext, useLayoutEffect } from "react";

/** Hides or shows the frame around the screen on a phone. */
export const FullscreenOnPhone = createContext<(isFullscreen: boolean) => void>(() => {});

/** For content that fills the whole screen of a phone while it is open. It has no effect on larger screens. */
export function useFullscreenOnPhone(isFullscreen: boolean): void {
  const setFullscreen = useContext(FullscreenOnPhone);
  useLayoutEffect(() => {
    setFullscreen(isFullscreen);
    return () => setFullscreen(false);
  }, [setFullscreen, isFullscreen]);
}
