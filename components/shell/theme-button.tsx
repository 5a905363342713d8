"use client";

import { useTranslations } from "next-intl";
import { turnTheme } from "./turn-theme.ts";

/**
 * Switches between light and dark.
 * @param children the content in each theme
 */
export function ThemeButton({ children }: { children: React.ReactNode }) {
  const say = useTranslations("shell");
  return (
    <button
      type="button"
      className="btn btn-ghost btn-sm btn-square max-sm:size-11"
      aria-label={say("theme")}
      onClick={turnTheme}
    >
      {children}
    </button>
  );
}
