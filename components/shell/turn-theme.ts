import { keepChoice } from "#components/api/keep-choice.ts";
import { changeTheme } from "./change-theme.ts";

/** Switches between light and dark. Before the first switch the system's setting is used. */
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
