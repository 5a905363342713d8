"use client";

import { useEffect } from "react";
import { changeTheme } from "./change-theme.ts";

/** Uses the light theme for printing, because paper is white. */
export function PrintInLight() {
  useEffect(() => {
    const root = document.documentElement;
    let chosen: string | undefined;
    const before = () => {
      chosen = root.dataset.theme;
      changeTheme(() => {
        root.dataset.theme = "light";
      });
    };
    const after = () =>
      changeTheme(() => {
        if (chosen === undefined) delete root.dataset.theme;
        else root.dataset.theme = chosen;
      });
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  return null;
}
