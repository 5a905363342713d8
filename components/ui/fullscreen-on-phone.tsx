"use client";

import { createContext, useContext, useLayoutEffect } from "react";

/** Hides what stands around the screen on a phone, or shows it again. */
export const FullscreenOnPhone = createContext<(isFullscreen: boolean) => void>(() => {});

/** For what fills the whole screen of a phone while it is open. Changes nothing on a larger screen. */
export function useFullscreenOnPhone(isFullscreen: boolean): void {
  const setFullscreen = useContext(FullscreenOnPhone);
  useLayoutEffect(() => {
    setFullscreen(isFullscreen);
    return () => setFullscreen(false);
  }, [setFullscreen, isFullscreen]);
}
