"use client";

import { Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";

/** Seconds that the choice is kept: a year. */
const KEPT = 365 * 24 * 3600;

/** From light to dark or back; until the first time the system decides. */
export function turnTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  // The server writes it into the next page, so that no page flashes.
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${KEPT}; samesite=lax`;
}

/** Switches between light and dark. */
export function ThemeSwitch() {
  const say = useTranslations("shell");
  return (
    <button
      type="button"
      className="btn btn-ghost btn-sm btn-square"
      aria-label={say("theme")}
      onClick={turnTheme}
    >
      <Moon size={16} className="icon dark:hidden" aria-hidden />
      <Sun size={16} className="icon hidden dark:block" aria-hidden />
    </button>
  );
}
