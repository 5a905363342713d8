"use client";

import { Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { keepChoice } from "#components/api/keep-choice.ts";
import { changeTheme } from "./change-theme.ts";

/** From light to dark or back; until the first time the system decides. */
export function turnTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = isDark ? "light" : "dark";
  changeTheme(() => {
    root.dataset.theme = theme;
  });
  keepChoice("theme", theme);
}

/** Switches between light and dark. */
export function ThemeSwitch() {
  const say = useTranslations("shell");
  return (
    <button
      type="button"
      className="btn btn-ghost btn-sm btn-square max-sm:size-11"
      aria-label={say("theme")}
      onClick={turnTheme}
    >
      <Moon size={16} className="icon dark:hidden" aria-hidden />
      <Sun size={16} className="icon hidden dark:block" aria-hidden />
    </button>
  );
}
